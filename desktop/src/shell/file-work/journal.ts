// Which uploads are under way with which files, remembered by the browser in one place.

import type { Journal } from "../../client/upload";
import type { Storage } from "../storage";

const KEY = "files.uploads";
const MOST = 50; // the oldest are forgotten first; the daemon lets go of them by itself

export function journalIn(storage: Storage): Journal {
  return {
    read: (key) => readAll(storage).get(key) ?? null,
    write: (key, id) => {
      const all = readAll(storage);
      all.delete(key);
      if (id !== null) all.set(key, id);
      storage.write(KEY, JSON.stringify([...all].slice(-MOST)));
    },
  };
}

/** What is stored may be old or damaged; then nothing is remembered. */
function readAll(storage: Storage): Map<string, string> {
  try {
    const told: unknown = JSON.parse(storage.read(KEY) ?? "[]");
    const pairs = Array.isArray(told) ? told.filter((one: unknown): one is [string, string] => Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === "string")) : [];
    return new Map(pairs);
  } catch {
    return new Map();
  }
}
