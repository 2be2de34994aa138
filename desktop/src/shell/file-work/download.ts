// Files to the computer.

import type { FileStore } from "../../client/file-store";
import type { FileEntry } from "../../wire/generated";

export function download(store: Pick<FileStore, "saved">, entries: readonly FileEntry[]): void {
  for (const { url, name } of store.saved(entries)) {
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
  }
}
