// A changed picture in place of the one that was there, of which nothing is lost: it is among the versions, or a copy of it is kept.

import type { FilesApi } from "../../client/files-api";
import { parentOf } from "../../core/file-paths";
import { extensionOf } from "../../core/media";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";

type Files = Pick<FilesApi, "copy" | "remove" | "versions" | "writeOver">;

export interface Replaced {
  readonly entry: FileEntry;
  readonly kept: FileEntry | null; // the copy of what was there; null: it is among the versions
}

/** The house keeps no version of what stood for less than a while. So a copy is made first, and goes when there is a version. */
export async function replace(files: Files, entry: FileEntry, content: Blob): Promise<Replaced> {
  const before = new Set((await files.versions(entry.id)).map((version) => version.id));
  const copy = await files.copy({ source: entry.id, into: parentOf(entry.path) ?? "", name: originalOf(entry.name), dedupe: true });
  let written: FileEntry;
  try {
    written = await files.writeOver(entry.id, content, entry.etag ?? "");
  } catch (reason) {
    await files.remove(copy.id);
    throw reason;
  }
  const versions = await files.versions(entry.id);
  if (!versions.some((version) => !before.has(version.id))) return { entry: written, kept: copy };
  await files.remove(copy.id);
  return { entry: written, kept: null };
}

/** "beach (original).jpg". */
export function originalOf(name: string): string {
  const extension = extensionOf(name);
  const stem = extension ? name.slice(0, -extension.length) : name;
  return t("{name} (original)||a file", { name: stem }) + name.slice(stem.length);
}
