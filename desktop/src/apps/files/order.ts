// In what order a directory is shown, and what of it.

import { directoriesFirst } from "../../core/within";
import { collation } from "../../languages/formats";
import { describeKind } from "../../shell/kinds";
import type { FileEntry } from "../../wire/generated";

export type Column = "name" | "modified" | "size" | "kind";

export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

export const FIRST_ORDER: Order = { by: "name", descending: false };

const byName = collation({ numeric: true, sensitivity: "base" });

const COMPARE: Readonly<Record<Column, (one: FileEntry, other: FileEntry) => number>> = {
  name: () => 0,
  modified: (one, other) => Date.parse(one.modified_at) - Date.parse(other.modified_at),
  size: (one, other) => one.size - other.size,
  kind: (one, other) => byName(describeKind(one), describeKind(other)),
};

/** Kept out of sight like names with a dot: programs' own directory, and the trash, which is among the places. */
const isHidden = ({ name, immutable }: FileEntry): boolean => name.startsWith(".") || (immutable === true && (name === "AppData" || name === "Trash"));

/** Directories first; what is equal goes by its name. */
export function arrange(entries: readonly FileEntry[], order: Order, hidden: boolean): readonly FileEntry[] {
  const sign = order.descending ? -1 : 1;
  const compare = COMPARE[order.by];
  const shown = hidden ? [...entries] : entries.filter((entry) => !isHidden(entry));
  return shown.sort((one, other) => {
    const directories = directoriesFirst(one.kind === "directory", other.kind === "directory");
    return directories || sign * (compare(one, other) || byName(one.name, other.name));
  });
}

/** What a click on a column's head makes of the order. */
export function orderBy(order: Order, by: Column): Order {
  return { by, descending: order.by === by ? !order.descending : by === "modified" || by === "size" };
}
