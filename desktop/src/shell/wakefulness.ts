// Keeping the screen on while it is looked at, by the browser's screen wake lock; not every browser has it, and none on a page without HTTPS.

import { effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { pageVisible } from "./page-visible";

export interface Wakefulness {
  /** Whether this browser can. */
  readonly possible: boolean;
  readonly wanted: Signal<boolean>;
}

/** `onRefused`: the browser would not, as with an empty battery; it is not wanted any more then. */
export function createWakefulness(onRefused: () => void, visible: ReadonlySignal<boolean> = pageVisible): Wakefulness {
  const wanted = signal(false);
  if (!("wakeLock" in navigator)) return { possible: false, wanted };
  // The browser lets go of it whenever the page goes out of sight.
  effect(() => {
    if (!wanted.value || !visible.value) return undefined;
    const asked = navigator.wakeLock.request("screen");
    asked.catch(() => {
      if (!visible.peek() || !wanted.peek()) return;
      wanted.value = false;
      onRefused();
    });
    return () => void asked.then((lock) => lock.release()).catch(() => undefined);
  });
  return { possible: true, wanted };
}
