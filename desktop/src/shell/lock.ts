// Whether the desktop is locked: nothing of it is seen until the person's password was given. A reload does not unlock it.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Storage } from "./storage";

export interface Lock {
  readonly locked: ReadonlySignal<boolean>;
  readonly lock: () => void;
  readonly unlock: () => void;
}

const LOCKED = "locked";

/** `key`: what it is remembered as in this browser. */
export function createLock(storage: Storage, key: string): Lock {
  const locked = signal(storage.read(key) === LOCKED);
  const set = (value: boolean): void => {
    locked.value = value;
    storage.write(key, value ? LOCKED : "");
  };
  return { locked, lock: () => set(true), unlock: () => set(false) };
}
