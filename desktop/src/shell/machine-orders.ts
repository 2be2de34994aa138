// What can be ordered of a machine without asking anything first: read by the search and by Tasks.

import { Moon, Pause, Play, Power, Sunrise, type LucideIcon } from "lucide-preact";
import type { Api } from "../client/api";
import { explain } from "../client/http";
import type { Live } from "../client/live";
import type { Action } from "../core/actions";
import { isAsleep, isAwake } from "../core/thermal";
import type { Tone } from "../kit/feedback";
import { say, type Said } from "../languages/say";
import type { Machine, MachineState } from "../wire/generated";

export interface OrderContext {
  readonly machine: Machine;
  readonly api: Pick<Api, "machines">;
  readonly live: Pick<Live, "putMachine">;
  readonly notify: (tone: Tone, text: string) => void;
}

export interface MachineOrder extends Action<OrderContext> {
  readonly label: Said;
  readonly icon: LucideIcon;
}

type Verb = "start" | "wake" | "resume" | "sleep" | "pause" | "stop";

function order(id: Verb, label: Said, icon: LucideIcon, allowed: (state: MachineState) => boolean): MachineOrder {
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
  order("start", say("Start"), Play, (state) => state === "stopped" || state === "failed"),
  order("wake", say("Wake"), Sunrise, isAsleep),
  order("resume", say("Resume"), Play, (state) => state === "paused"),
  order("sleep", say("Sleep"), Moon, isAwake),
  order("pause", say("Pause"), Pause, isAwake),
  order("stop", say("Stop"), Power, (state) => isAwake(state) || isAsleep(state) || state === "starting" || state === "waking" || state === "paused"),
];
