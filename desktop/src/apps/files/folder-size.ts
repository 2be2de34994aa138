// What is in a folder, counted: all that is below it, and what lies in it directly.

import { useEffect, useState } from "preact/hooks";
import type { FileEntry, FileTree } from "../../wire/generated";
import { arrange, FIRST_ORDER } from "./order";
import type { View } from "./view";

export interface Counted {
  readonly count: number; // of all below it
  readonly bytes: number;
  readonly complete: boolean; // or there is more than was counted
  readonly first: readonly FileEntry[]; // of what lies in it, as it is shown
}

const FIRST = 12;

export function counted(folder: FileEntry, { items, complete }: FileTree): Counted {
  const direct = items.filter((one) => one.parent_id === folder.id);
  return {
    count: items.length,
    bytes: items.reduce((sum, one) => sum + (one.kind === "file" ? one.size : 0), 0),
    complete,
    first: arrange(direct, FIRST_ORDER, false).slice(0, FIRST),
  };
}

/** Null: not known yet, no folder, or not to be had. */
export function useCounted(view: View, entry: FileEntry): Counted | null {
  const [told, setTold] = useState<Counted | null>(null);
  useEffect(() => {
    if (entry.kind !== "directory") return undefined;
    let over = false;
    view.host.api.files.walk(entry.id).then(
      (tree) => over || setTold(counted(entry, tree)),
      () => undefined, // one may know of a folder and not what is in it
    );
    return () => void (over = true);
  }, [entry.id]);
  return told;
}
