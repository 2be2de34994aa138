// What can be ordered of a machine without asking anything first: read by the search and by Tasks.

import { Moon, Pause, Play, Power, Sunrise, type LucideIcon } from "lucide-preact";
import type { Api } from "../client/api";
import { explain } from "../client/http";
import type { Live } from "../client/live";
import type { Action } from "../core/actions";
import { isAsleep } from "../core/thermal";
import type { Tone } from "../kit/feedback";
import type { Machine, MachineState } from "../wire/generated";

export interface OrderContext {
  readonly machine: Machine;
  readonly api: Pick<Api, "machines">;
  readonly live: Pick<Live, "putMachine">;
  readonly notify: (tone: Tone, text: string) => void;
}

export interface MachineOrder extends Action<OrderContext> {
  readonly icon: LucideIcon;
}

type Verb = "start" | "wake" | "resume" | "sleep" | "pause" | "stop";

const isAwake = (state: MachineState): boolean => state === "running" || state === "warm";

function order(id: Verb, label: string, icon: LucideIcon, allowed: (state: MachineState) => boolean): MachineOrder {
  return {
    id,
    label,
    icon,
    danger: id === "stop",
    when: ({ machine }) => allowed(machine.state),
    perform: ({ machine, api, live, notify }) =>
      void api.machines[id](machine.id).then(
        (changed) => live.putMachine(changed),
        (reason: unknown) => notify("bad", explain(reason)),
      ),
  };
}

export const MACHINE_ORDERS: readonly MachineOrder[] = [
  order("start", "Start", Play, (state) => state === "stopped" || state === "failed"),
  order("wake", "Wake", Sunrise, isAsleep),
  order("resume", "Resume", Play, (state) => state === "paused"),
  order("sleep", "Sleep", Moon, isAwake),
  order("pause", "Pause", Pause, isAwake),
  order("stop", "Stop", Power, (state) => isAwake(state) || isAsleep(state) || state === "starting" || state === "waking" || state === "paused"),
];
