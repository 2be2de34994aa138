// What a machine's state is called, looks like, and allows.

import type { Action } from "../../core/actions";
import type { Tone } from "../../kit/feedback";
import type { ExitStatus, Machine, MachineState, Workload } from "../../wire/generated";

interface Look {
  readonly label: string;
  readonly tone: Tone;
  readonly busy: boolean;
}

const LOOKS: Readonly<Record<MachineState, Look>> = {
  stopped: { label: "Stopped", tone: "idle", busy: false },
  starting: { label: "Starting", tone: "warn", busy: true },
  running: { label: "Running", tone: "ok", busy: false },
  paused: { label: "Paused", tone: "warn", busy: false },
  stopping: { label: "Stopping", tone: "warn", busy: true },
  failed: { label: "Failed", tone: "bad", busy: false },
  removing: { label: "Removing", tone: "idle", busy: true },
};

export const lookOf = (state: MachineState): Look => LOOKS[state];

/** What a person can order; the answers of the daemon come back as events. */
export interface Orders {
  readonly machine: Machine;
  readonly start: () => void;
  readonly stop: () => void;
  readonly restart: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly terminal: () => void;
  readonly rename: () => void;
  readonly remove: () => void;
}

const inStates =
  (...states: readonly MachineState[]) =>
  ({ machine }: Orders): boolean =>
    states.includes(machine.state);

export const MACHINE_ACTIONS = [
  { id: "terminal", label: "Open a terminal", when: inStates("running"), perform: (orders) => orders.terminal() },
  { id: "start", label: "Start", when: inStates("stopped", "failed"), perform: (orders) => orders.start() },
  { id: "resume", label: "Resume", when: inStates("paused"), perform: (orders) => orders.resume() },
  { id: "pause", label: "Pause", when: inStates("running"), perform: (orders) => orders.pause() },
  { id: "restart", label: "Restart", when: inStates("running", "paused"), perform: (orders) => orders.restart() },
  { id: "stop", label: "Stop", when: inStates("starting", "running", "paused"), perform: (orders) => orders.stop() },
  { id: "rename", label: "Rename", when: inStates("stopped", "starting", "running", "paused", "failed"), perform: (orders) => orders.rename() },
  { id: "remove", label: "Remove", danger: true, perform: (orders) => orders.remove() },
] as const satisfies readonly Action<Orders>[];

/** A machine that still holds something in memory must be killed to be removed. */
export const removalKills = (state: MachineState): boolean => state !== "stopped" && state !== "failed";

export function describeWorkload(workload: Workload | undefined): string {
  if (!workload || workload.state === "none") return "Nothing yet";
  if (workload.state === "running") return "Running";
  return workload.exit ? `Ended ${describeExit(workload.exit)}` : "Ended";
}

function describeExit(exit: ExitStatus): string {
  return exit.signal === undefined || exit.signal === null ? `with code ${exit.code ?? 0}` : `by signal ${exit.signal}`;
}
