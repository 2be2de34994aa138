// Files to the computer.

import type { FilesApi } from "../../client/files-api";
import type { FileEntry } from "../../wire/generated";

/** A file as it is; several, or a folder, as a zip. */
export function download(files: FilesApi, entries: readonly FileEntry[]): void {
  const [first] = entries;
  if (!first) return;
  const single = entries.length === 1 && first.kind === "file";
  const link = document.createElement("a");
  link.href = single ? files.url(first.id, true) : files.archiveUrl(entries.map((entry) => entry.id));
  link.download = single ? first.name : "";
  link.click();
}
