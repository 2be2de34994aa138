// What is dragged in from the computer: files, and folders with all that is in them.

import type { Dropped } from "./uploads";

/** To be called while the event is handled: afterwards the browser gives nothing any more. */
export function readDropped(data: DataTransfer): Promise<readonly Dropped[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return Promise.resolve(fromFiles(data.files));
  return Promise.all(entries.map((entry) => walk(entry, ""))).then((all) => all.flat());
}

/** From a file input; with `webkitdirectory` each knows where it was. */
export function fromFiles(files: Iterable<File>): readonly Dropped[] {
  return [...files].map((content) => ({ path: content.webkitRelativePath || content.name, content }));
}

async function walk(entry: FileSystemEntry, above: string): Promise<readonly Dropped[]> {
  const path = above + entry.name;
  if (entry.isFile) return [{ path, content: await contentOf(entry as FileSystemFileEntry) }];
  const children = await childrenOf(entry as FileSystemDirectoryEntry);
  if (children.length === 0) return [{ path, content: null }];
  return (await Promise.all(children.map((child) => walk(child, `${path}/`)))).flat();
}

const contentOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

async function childrenOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all; // a browser gives a hundred at a time
    all.push(...some);
  }
}
