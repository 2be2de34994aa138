// Whether the desktop is locked: nothing of it is seen until the person's password was given. A reload does not unlock it.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Storage } from "./storage";

export interface Lock {
  readonly locked: ReadonlySignal<boolean>;
  readonly lock: () => void;
  readonly unlock: () => void;
}

const LOCKED = "locked";

const keyOf = (person: string): string => `lock.${person}`;

/** Remembered by this browser. `others`: who may be gone on as without a password, and so is locked too, lest a lock be walked around. */
export function createLock(storage: Storage, person: string, others: () => readonly string[] = () => []): Lock {
  const key = keyOf(person);
  const locked = signal(storage.read(key) === LOCKED);
  const set = (value: boolean): void => {
    locked.value = value;
    storage.write(key, value ? LOCKED : "");
  };
  const lock = (): void => {
    others().forEach((other) => storage.write(keyOf(other), LOCKED));
    set(true);
  };
  return { locked, lock, unlock: () => set(false) };
}
