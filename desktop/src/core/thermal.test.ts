import { expect, it } from "vitest";
import type { MachineState } from "../wire/generated";
import { isAsleep, isUsable, wordFor } from "./thermal";

it.each<[MachineState, string, boolean, boolean]>([
  ["stopped", "Stopped", false, false],
  ["starting", "Starting", false, false],
  ["running", "Running", false, true],
  ["warm", "Warm (resting)", false, true],
  ["cold", "Asleep", true, true],
  ["sleeping", "Falling asleep", true, true],
  ["waking", "Waking", false, true],
  ["paused", "Paused", false, false],
  ["stopping", "Stopping", false, false],
  ["failed", "Failed", false, false],
  ["removing", "Removing", false, false],
])("%s is called %s", (state, word, asleep, usable) => {
  expect([wordFor(state), isAsleep(state), isUsable(state)]).toEqual([word, asleep, usable]);
});
