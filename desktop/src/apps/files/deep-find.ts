// Finds by name, at any depth, where nobody keeps an index: what is found is told as it is found.

import type { FileStore } from "../../client/file-store";
import { walk, type Bounds } from "../../client/walk";
import type { FileEntry } from "../../wire/generated";
import { NO_FINDS, type Finds } from "./finding";

const MOST = 2000; // finds; nobody reads more
const TOLD_EACH_MS = 250;

export interface DeepFind {
  readonly store: Pick<FileStore, "list">;
  readonly text: string;
  readonly under: string;
  readonly stopped: AbortSignal;
  readonly tell: (finds: Finds) => void;
  readonly bounds?: Bounds;
}

/** `cut` of what it answers: there is more that was not looked at. */
export async function findDeep({ store, text, under, stopped, tell, bounds }: DeepFind): Promise<Finds> {
  const wanted = text.toLowerCase();
  const found: FileEntry[] = [];
  let told = -Infinity;
  const hear = (entries: readonly FileEntry[]): boolean => {
    found.push(...entries.filter((entry) => entry.name.toLowerCase().includes(wanted)));
    if (performance.now() - told >= TOLD_EACH_MS) {
      told = performance.now();
      tell({ ...NO_FINDS, entries: [...found] });
    }
    return found.length < MOST;
  };
  const all = await walk({ store, from: under, signal: stopped, hear, ...(bounds ? { bounds } : {}) });
  return { ...NO_FINDS, entries: found.slice(0, MOST), cut: !all };
}
