// What this browser remembers. A browser may refuse (private windows, full disk); then things are simply not remembered.

export interface Storage {
  read(key: string): string | null;
  write(key: string, text: string): void;
}

const PREFIX = "ingle.";

/** Hears what other tabs store. */
export function followStorage(key: string, hear: (text: string | null) => void): void {
  addEventListener("storage", (event) => event.key === PREFIX + key && hear(event.newValue));
}

export const browserStorage: Storage = {
  read(key) {
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  },
  write(key, text) {
    try {
      localStorage.setItem(PREFIX + key, text);
    } catch {
      // Not remembered.
    }
  },
};
