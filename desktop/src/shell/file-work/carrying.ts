// What lies in one place and is to be copied into another: every file of it, to be fetched from there when its turn comes.

import type { FileStore } from "../../client/file-store";
import { isStrange } from "../../client/machine-store";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import type { Dropped } from "./uploads";

export interface Gathered {
  readonly dropped: readonly Dropped[];
  readonly leftOut: number; // links and devices
}

interface Gathering {
  readonly store: FileStore;
  readonly dropped: Dropped[];
  leftOut: number;
}

const MOST = 10_000; // as many as the house tells of a folder at once

/** Throws when there are more than anybody copies so: an archive is the way then. */
export async function gather(stores: { of(path: string): FileStore }, entries: readonly FileEntry[]): Promise<Gathered> {
  const dropped: Dropped[] = [];
  let leftOut = 0;
  for (const entry of entries) {
    const gathering: Gathering = { store: stores.of(entry.path), dropped, leftOut: 0 };
    await walk(gathering, entry, "");
    leftOut += gathering.leftOut;
  }
  return { dropped, leftOut };
}

async function walk(gathering: Gathering, entry: FileEntry, above: string): Promise<void> {
  const { store, dropped } = gathering;
  const path = above + entry.name;
  if (dropped.length >= MOST) throw new Error(t("There are more than {count, number} files in it. Pack them into an archive, and copy that.", { count: MOST }));
  if (entry.kind === "shortcut" || isStrange(entry)) gathering.leftOut += 1;
  else if (entry.kind === "file") dropped.push({ path, content: elsewhere(store, entry) });
  else await walkInto(gathering, entry, path);
}

async function walkInto(gathering: Gathering, directory: FileEntry, path: string): Promise<void> {
  let empty = true;
  for await (const part of gathering.store.list(directory.id, new AbortController().signal)) {
    for (const entry of part) {
      empty = false;
      await walk(gathering, entry, `${path}/`);
    }
  }
  if (empty) gathering.dropped.push({ path, content: null });
}

const elsewhere = (store: FileStore, { id, name, size, modified_at: modified, media_type: type = "" }: FileEntry) => ({
  size,
  fetch: async (signal: AbortSignal) => new File([await store.blob(id, type, signal)], name, { type, lastModified: Date.parse(modified) || 0 }),
});
