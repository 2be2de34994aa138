// A look into a folder: how much is in it, and the first of that.

import type { JSX } from "preact";
import { Spinner } from "../../kit/feedback";
import { formatBytes } from "../../core/units";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { useCounted, type Counted } from "./folder-size";
import { Picture } from "./picture";
import type { View } from "./view";

export function LookFolder({ view, entry }: { readonly view: View; readonly entry: FileEntry }): JSX.Element {
  const told = useCounted(view, entry);
  if (!told) return <Spinner name={t("Reading")} />;
  return (
    <div class="look-folder">
      <Picture view={view} entry={entry} size={64} pixels={128} />
      <p>{told.count === 0 ? t("This folder is empty.") : `${sayCount(told)} · ${saySize(told)}`}</p>
      <ul>
        {told.first.map((one) => (
          <li key={one.id}>
            <Picture view={view} entry={one} size={40} pixels={128} />
            <bdi>{one.name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

export const sayCount = ({ count, complete }: Counted): string => atLeast(complete, t("{count, plural, one {# item} other {# items}}", { count }));
export const saySize = ({ bytes, complete }: Counted): string => atLeast(complete, formatBytes(bytes));

const atLeast = (complete: boolean, amount: string): string => (complete ? amount : t("at least {amount}", { amount }));
