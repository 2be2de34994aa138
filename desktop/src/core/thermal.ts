// What people call a machine's states, and what each means for whoever wants to use the machine.

import { say, tell, type Said } from "../languages/say";
import type { MachineState } from "../wire/generated";

const WORDS: Readonly<Record<MachineState, Said>> = {
  stopped: say("Stopped"),
  starting: say("Starting"),
  running: say("Running"),
  warm: say("Warm (resting)"),
  cold: say("Asleep"),
  sleeping: say("Falling asleep"),
  waking: say("Waking"),
  paused: say("Paused"),
  stopping: say("Stopping"),
  failed: say("Failed"),
  removing: say("Removing"),
};

export const wordFor = (state: MachineState): string => tell(WORDS[state]);

/** Its memory is on disk or on its way there: nothing can be seen of it, and whoever uses it wakes it. */
export const isAsleep = (state: MachineState): boolean => state === "cold" || state === "sleeping";

/** Its memory is there, and looking at it is nothing that anybody would wait for. */
export const isAwake = (state: MachineState): boolean => state === "running" || state === "warm";

/** Whether using the machine works: it runs, or is woken by it. Paused is its owner's wish and not ended by use. */
export const isUsable = (state: MachineState): boolean => state === "running" || state === "warm" || state === "waking" || isAsleep(state);
