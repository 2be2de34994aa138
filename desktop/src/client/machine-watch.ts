// What changes in a directory of a machine, told while it is looked at. Watching begins when the machine is awake and keeps nothing awake; after a stop it begins anew.

import { effect } from "@preact/signals";
import { isAwake } from "../core/thermal";
import type { Live } from "./live";
import type { Connect } from "./process";

export interface WatchPorts {
  readonly connect: Connect;
  readonly live: Pick<Live, "machine">;
  readonly later: (run: () => void, milliseconds: number) => () => void; // answers how to take it back
}

const TOGETHER_MS = 400; // what changes within this is read together

/** `path`: of the watch, below the API's address. Runs `hear` when what was read may be old. Answers how to stop. */
export function watchMachine({ connect, live, later }: WatchPorts, machine: string, path: string, hear: () => void): () => void {
  let socket: WebSocket | null = null;
  let stopWaiting: (() => void) | null = null;
  const soon = (): void => {
    stopWaiting ??= later(() => {
      stopWaiting = null;
      hear();
    }, TOGETHER_MS);
  };
  const open = (): void => {
    const mine = (socket = connect(path));
    let begun = false; // the first message says only that it has begun
    mine.addEventListener("message", () => {
      if (begun) soon();
      begun = true;
    });
    mine.addEventListener("close", () => {
      if (socket === mine) socket = null;
    });
  };
  let before: boolean | null = null; // not looked at yet
  const stop = effect(() => {
    const state = live.machine(machine)?.state;
    const awake = state !== undefined && isAwake(state);
    if (awake === before) return;
    if (awake && socket === null) open();
    if (awake && before !== null) soon();
    before = awake;
  });
  return () => {
    stop();
    stopWaiting?.();
    socket?.close();
    socket = null;
  };
}
