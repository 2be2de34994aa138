// A file onto the person's own computer.

import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";

export function download(host: Host, entry: FileEntry): void {
  const link = document.createElement("a");
  link.href = host.api.files.url(entry.id, true);
  link.download = entry.name;
  link.click();
}
