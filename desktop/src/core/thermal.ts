// What people call a machine's states, and what each means for whoever wants to use the machine.

import type { MachineState } from "../wire/generated";

const WORDS: Readonly<Record<MachineState, string>> = {
  stopped: "Stopped",
  starting: "Starting",
  running: "Running",
  warm: "Warm (resting)",
  cold: "Asleep",
  sleeping: "Falling asleep",
  waking: "Waking",
  paused: "Paused",
  stopping: "Stopping",
  failed: "Failed",
  removing: "Removing",
};

export const wordFor = (state: MachineState): string => WORDS[state];

/** Its memory is on disk or on its way there: nothing can be seen of it, and whoever uses it wakes it. */
export const isAsleep = (state: MachineState): boolean => state === "cold" || state === "sleeping";

/** Whether using the machine works: it runs, or is woken by it. Paused is its owner's wish and not ended by use. */
export const isUsable = (state: MachineState): boolean => state === "running" || state === "warm" || state === "waking" || isAsleep(state);
