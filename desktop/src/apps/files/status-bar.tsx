// Below a directory: how many things there are, and what is chosen.

import type { JSX } from "preact";
import { formatBytes } from "../../core/units";
import type { FileEntry } from "../../wire/generated";
import { FILTERS } from "./filters";
import type { View } from "./view";

export function StatusBar({ view }: { readonly view: View }): JSX.Element {
  const shown = view.shown.value;
  const chosen = view.chosen.value;
  const busy = view.state.value.at === "reading";
  return (
    <p class="files-status" role="status">
      {chosen.length > 0 ? `${chosen.length} of ${count(shown.length)} chosen${sizeOf(chosen)}` : busy && shown.length === 0 ? "Reading…" : count(shown.length)}
      {view.filter.value !== "all" && `, only ${FILTERS.find(([filter]) => filter === view.filter.value)?.[1].toLowerCase()}`}
    </p>
  );
}

const count = (items: number): string => (items === 1 ? "1 item" : `${items.toLocaleString()} items`);

function sizeOf(entries: readonly FileEntry[]): string {
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  return entries.every((entry) => entry.kind === "file") ? `, ${formatBytes(bytes)}` : "";
}
