// What a machine's state allows, and what is said about it.

import type { Action } from "../../core/actions";
import { isAsleep } from "../../core/thermal";
import { say, t, type Said } from "../../languages/say";
import type { ExitStatus, Machine, MachineState, Workload } from "../../wire/generated";

/** What a person can order; the answers of the daemon come back as events. */
export interface Orders {
  readonly machine: Machine;
  readonly start: () => void;
  readonly stop: () => void;
  readonly restart: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly sleep: () => void;
  readonly wake: () => void;
  readonly fork: () => void;
  readonly snapshot: () => void;
  readonly saveImage: () => void;
  readonly timers: () => void;
  readonly terminal: () => void;
  readonly rename: () => void;
  readonly remove: () => void;
}

const inStates =
  (...states: readonly MachineState[]) =>
  ({ machine }: Orders): boolean =>
    states.includes(machine.state);

const AWAKE = ["running", "warm"] as const;
const ASLEEP = ["cold", "sleeping"] as const;
const OFF = ["stopped", "failed"] as const;

export const MACHINE_ACTIONS = [
  { id: "terminal", label: say("Open a terminal"), when: inStates(...AWAKE, ...ASLEEP, "waking"), perform: (orders) => orders.terminal() },
  { id: "start", label: say("Start"), when: inStates(...OFF), perform: (orders) => orders.start() },
  { id: "resume", label: say("Resume"), when: inStates("paused"), perform: (orders) => orders.resume() },
  { id: "wake", label: say("Wake"), when: inStates(...ASLEEP, "warm"), perform: (orders) => orders.wake() },
  { id: "sleep", label: say("Sleep"), when: inStates(...AWAKE), perform: (orders) => orders.sleep() },
  { id: "pause", label: say("Pause"), when: inStates(...AWAKE), perform: (orders) => orders.pause() },
  { id: "restart", label: say("Restart"), when: inStates(...AWAKE, "cold", "paused"), perform: (orders) => orders.restart() },
  { id: "stop", label: say("Stop"), when: inStates("starting", ...AWAKE, ...ASLEEP, "waking", "paused"), perform: (orders) => orders.stop() },
  { id: "snapshot", label: say("Snapshot…"), when: inStates(...OFF, ...AWAKE, "cold"), perform: (orders) => orders.snapshot() },
  { id: "fork", label: say("Fork…"), when: inStates(...OFF, ...AWAKE, "cold"), perform: (orders) => orders.fork() },
  { id: "save-image", label: say("Save as image…"), when: inStates(...AWAKE, ...ASLEEP, "waking"), perform: (orders) => orders.saveImage() },
  { id: "timers", label: say("Timers…"), when: inStates(...OFF, ...AWAKE, ...ASLEEP, "starting", "waking", "paused"), perform: (orders) => orders.timers() },
  { id: "rename", label: say("Rename…"), when: inStates(...OFF, ...AWAKE, ...ASLEEP, "starting", "waking", "paused"), perform: (orders) => orders.rename() },
  { id: "remove", label: say("Remove…"), danger: true, perform: (orders) => orders.remove() },
] as const satisfies readonly (Action<Orders> & { readonly label: Said })[];

/** "1 of 4 running, 2 asleep"; one that rests is running as far as its memory goes. */
export function summarise(machines: readonly Pick<Machine, "state">[]): string {
  const running = machines.filter(({ state }) => state === "running" || state === "warm").length;
  const asleep = machines.filter(({ state }) => isAsleep(state)).length;
  return asleep ? t("{running} of {count} running, {asleep} asleep", { running, count: machines.length, asleep }) : t("{running} of {count} running", { running, count: machines.length });
}

/** A machine that still holds something in memory must be killed to be removed. */
export const removalKills = (state: MachineState): boolean => state !== "stopped" && state !== "failed";

/** What removing loses beyond the disk. */
export function describeRemoval(state: MachineState): string {
  if (isAsleep(state)) return t("The machine only sleeps: what it was doing is lost.");
  return removalKills(state) ? t("The machine is still on and will be cut off at once.") : "";
}

export function describeWorkload(workload: Workload | undefined): string {
  if (!workload || workload.state === "none") return t("Nothing yet");
  if (workload.state === "running") return t("Running");
  return workload.exit ? describeExit(workload.exit) : t("Ended");
}

function describeExit(exit: ExitStatus): string {
  return exit.signal === undefined || exit.signal === null ? t("Ended with code {code}", { code: exit.code ?? 0 }) : t("Ended by signal {signal}", { signal: exit.signal });
}
