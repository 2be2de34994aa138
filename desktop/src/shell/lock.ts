// Whether the desktop is locked: nothing of it is seen until the person proved who they are. A reload does not unlock it.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { User } from "../wire/generated";
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

/** Somebody has come in at a locked desktop: the person whose it is finds it open, anybody else goes to their own and leaves it locked. */
export function openFor(user: User, person: Pick<User, "id">, lock: Pick<Lock, "unlock">, welcome: (other: User) => void): void {
  if (user.id === person.id) lock.unlock();
  else welcome(user);
}
