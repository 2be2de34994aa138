import { expect, it } from "vitest";
import { available } from "../../core/actions";
import type { Machine, MachineState } from "../../wire/generated";
import { describeRemoval, MACHINE_ACTIONS, removalKills, summarise, type Orders } from "./states";

const offered = (state: MachineState): string =>
  available(MACHINE_ACTIONS, { machine: { state } as Machine } as Orders)
    .map((action) => action.id)
    .join(" ");

it.each<[MachineState, string]>([
  ["stopped", "start snapshot fork timers rename remove"],
  ["failed", "start snapshot fork timers rename remove"],
  ["starting", "stop timers rename remove"],
  ["running", "terminal sleep pause restart stop snapshot fork save-image timers rename remove"],
  ["warm", "terminal wake sleep pause restart stop snapshot fork save-image timers rename remove"],
  ["cold", "terminal wake restart stop snapshot fork save-image timers rename remove"],
  ["sleeping", "terminal wake stop save-image timers rename remove"],
  ["waking", "terminal stop save-image timers rename remove"],
  ["paused", "resume restart stop timers rename remove"],
  ["stopping", "remove"],
  ["removing", "remove"],
])("what can be done with a machine that is %s", (state, actions) => {
  expect(offered(state)).toBe(actions);
});

it("says how many are running and asleep", () => {
  const machines = (...states: MachineState[]): { state: MachineState }[] => states.map((state) => ({ state }));
  expect(summarise(machines("running", "warm", "stopped"))).toBe("2 of 3 running");
  expect(summarise(machines("running", "cold", "sleeping", "paused"))).toBe("1 of 4 running, 2 asleep");
});

it.each<[MachineState, boolean, RegExp]>([
  ["stopped", false, /^$/],
  ["failed", false, /^$/],
  ["running", true, /cut off at once/],
  ["cold", true, /only sleeps/],
  ["sleeping", true, /only sleeps/],
])("says what removing a machine that is %s loses", (state, kills, words) => {
  expect(removalKills(state)).toBe(kills);
  expect(describeRemoval(state)).toMatch(words);
});
