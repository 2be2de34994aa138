// Below a directory: how many things there are, and what is chosen.

import type { JSX } from "preact";
import { formatBytes } from "../../core/units";
import { t, tell } from "../../languages/say";
import { listFormat } from "../../languages/formats";
import type { FileEntry } from "../../wire/generated";
import { FILTERS, type Filter } from "./filters";
import type { View } from "./view";

export function StatusBar({ view }: { readonly view: View }): JSX.Element {
  const shown = view.shown.value;
  const chosen = view.chosen.value;
  const busy = view.state.value.at === "reading";
  return (
    <p class="files-status" role="status">
      {busy && shown.length === 0 ? t("Reading…") : listed([...said(shown.length, chosen), ...only(view.filter.value), ...searched(view)])}
    </p>
  );
}

const listed = listFormat({ type: "unit" });

function said(shown: number, chosen: readonly FileEntry[]): readonly string[] {
  if (chosen.length === 0) return [t("{count, plural, one {# item} other {# items}}", { count: shown })];
  return [t("{chosen, number} of {count, plural, one {# item} other {# items}} chosen", { chosen: chosen.length, count: shown }), ...sizeOf(chosen)];
}

function searched({ found }: View): readonly string[] {
  if (!found.value) return [];
  if (found.value.state.at === "reading") return [t("Searching…")];
  return found.value.cut ? [t("not everything was looked at: there is too much below")] : [];
}

function only(filter: Filter): readonly string[] {
  const words = FILTERS.find(([one]) => one === filter)?.[2];
  return words ? [tell(words)] : [];
}

function sizeOf(entries: readonly FileEntry[]): readonly string[] {
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  return entries.every((entry) => entry.kind === "file") ? [formatBytes(bytes)] : [];
}
