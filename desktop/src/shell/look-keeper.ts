// How the desktop looks goes with the person: what they choose here is told to the server, and what they chose on another device comes from there.
// The browser has its own copy (theme.ts), so that the first thing drawn is right already.

import { batch, effect } from "@preact/signals";
import type { KvApi } from "../client/kv-api";
import type { Theme } from "./theme";

const LOOK = "desktop.look"; // among the person's own values

/** Answers how to stop. What was chosen here since is not undone by what comes; what cannot be sent is this browser's own. */
export function keepLook(theme: Pick<Theme, "look" | "take">, kv: Pick<KvApi, "read" | "write">): () => void {
  let known = JSON.stringify(theme.look.peek());
  let settled = false; // chosen here, or nobody waits any more
  const stop = effect(() => {
    const look = theme.look.value;
    if (JSON.stringify(look) === known) return;
    known = JSON.stringify(look);
    settled = true;
    void kv.write(LOOK, look).catch(() => undefined);
  });
  const take = (stored: unknown): void =>
    batch(() => {
      if (settled) return;
      theme.take(stored);
      known = JSON.stringify(theme.look.peek());
    });
  void kv.read(LOOK).then(take, () => undefined);
  return () => {
    settled = true;
    stop();
  };
}
