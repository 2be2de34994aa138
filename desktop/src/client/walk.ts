// All that lies below a directory, where nobody keeps an index of it: looked through directory by directory, the nearest first, and only so far.

import type { FileEntry } from "../wire/generated";
import type { FileStore } from "./file-store";
import { ApiError } from "./http";
import { machineIn, pathIn } from "./machine-refs";

export interface Bounds {
  readonly directories: number;
  readonly entries: number;
}

const BOUNDS: Bounds = { directories: 5000, entries: 100_000 };
const AT_ONCE = 4;

/** What the kernel makes up: endless, and nobody's files. */
const MADE_UP: ReadonlySet<string> = new Set(["/proc", "/sys"]);

export interface Walk {
  readonly store: Pick<FileStore, "list">;
  readonly from: string; // a path
  readonly signal: AbortSignal;
  /** What one directory holds. Answers whether more is wanted. */
  readonly hear: (entries: readonly FileEntry[]) => boolean;
  readonly bounds?: Bounds;
}

/** Answers whether it was all. Links are not followed. Rejects where the first directory cannot be read, without a connection, and with the signal's reason. */
export async function walk({ store, from, signal, hear, bounds = BOUNDS }: Walk): Promise<boolean> {
  let next: string[] = [from];
  let [directories, entries] = [0, 0];
  let all = true;
  while (next.length > 0) {
    if (directories >= bounds.directories || entries >= bounds.entries) return false;
    const now = next.slice(0, AT_ONCE);
    next = next.slice(AT_ONCE);
    for (const held of await Promise.all(now.map((path) => read(store, path, signal, path === from)))) {
      directories += 1;
      entries += held?.length ?? 0;
      all &&= held !== null;
      if (held && !hear(held)) return false;
      for (const one of held ?? []) if (one.kind === "directory" && !isMadeUp(one.path)) next.push(one.path);
    }
  }
  return all;
}

/** Null: it cannot be read, or is gone. */
async function read(store: Pick<FileStore, "list">, path: string, signal: AbortSignal, first: boolean): Promise<readonly FileEntry[] | null> {
  const held: FileEntry[] = [];
  try {
    for await (const part of store.list(path, signal)) held.push(...part);
    signal.throwIfAborted();
    return held;
  } catch (reason) {
    if (first || !(reason instanceof ApiError)) throw reason;
    return null;
  }
}

const isMadeUp = (path: string): boolean => machineIn(path) !== null && MADE_UP.has(pathIn(path));
