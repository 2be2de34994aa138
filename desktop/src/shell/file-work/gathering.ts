// All files of what is to be copied into another place, each to be fetched when its turn comes, and by what is known whether any of it changes meanwhile.

import type { FileStore } from "../../client/file-store";
import { isMissing } from "../../client/http";
import { isStrange } from "../../client/machine-store";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import type { Dropped } from "./uploads";

export interface Gathered {
  readonly entry: FileEntry;
  readonly dropped: readonly Dropped[];
  readonly marks: readonly string[]; // which change when anything of it does
  readonly leftOut: number; // links and devices
}

interface Gathering {
  readonly store: FileStore;
  readonly before: number; // files of what was gathered before
  readonly dropped: Dropped[];
  readonly marks: string[];
  leftOut: number;
}

const MOST = 10_000; // as many as the house tells of a folder at once

/** Throws when there are more than anybody copies so, with those `before`: an archive is the way then. */
export async function gather(store: FileStore, entry: FileEntry, before = 0): Promise<Gathered> {
  const gathering: Gathering = { store, before, dropped: [], marks: [], leftOut: 0 };
  await walk(gathering, entry, "");
  return { entry, ...gathering };
}

/** What has become of it since it was gathered. */
export async function fateOf(store: FileStore, { entry, marks, leftOut }: Gathered): Promise<"same" | "changed" | "gone"> {
  try {
    const now = await gather(store, await store.stat(entry.id));
    return now.leftOut === leftOut && now.marks.join("\n") === marks.join("\n") ? "same" : "changed";
  } catch (reason) {
    if (isMissing(reason)) return "gone";
    throw reason;
  }
}

async function walk(gathering: Gathering, entry: FileEntry, above: string): Promise<void> {
  const { store, before, dropped, marks } = gathering;
  const path = above + entry.name;
  if (before + dropped.length >= MOST) throw new Error(t("There are more than {count, number} files in it. Pack them into an archive, and copy that.", { count: MOST }));
  if (entry.kind === "shortcut" || isStrange(entry)) gathering.leftOut += 1;
  else if (entry.kind === "directory") await walkInto(gathering, entry, path);
  else {
    dropped.push({ path, content: elsewhere(store, entry) });
    marks.push(JSON.stringify([path, entry.etag]));
  }
}

async function walkInto(gathering: Gathering, directory: FileEntry, path: string): Promise<void> {
  let empty = true;
  for await (const part of gathering.store.list(directory.id, new AbortController().signal)) {
    for (const entry of part) {
      empty = false;
      await walk(gathering, entry, `${path}/`);
    }
  }
  if (!empty) return;
  gathering.dropped.push({ path, content: null });
  gathering.marks.push(JSON.stringify([path]));
}

const elsewhere = (store: FileStore, { id, name, size, modified_at: modified, media_type: type = "" }: FileEntry) => ({
  size,
  fetch: async (signal: AbortSignal) => new File([await store.blob(id, type, signal)], name, { type, lastModified: Date.parse(modified) || 0 }),
});
