// Which facts tell what became of an entry. Others about files, such as how far an upload is, carry something else.

import type { Event as Fact, FileChange } from "../wire/generated";

const CHANGES: ReadonlySet<string> = new Set(["file.added", "file.updated", "file.moved", "file.removed"]);

/** null: the fact tells of no entry. */
export function fileChange({ type, data }: Fact): FileChange | null {
  return CHANGES.has(type) ? (data as unknown as FileChange) : null;
}
