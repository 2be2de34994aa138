// A machine's state at a glance: a sign of its warmth, told apart by its shape as well as by its colour.

import { CircleAlert, Flame, Moon, Pause, Sunrise } from "lucide-preact";
import type { JSX } from "preact";
import { wordFor } from "../core/thermal";
import { Badge, Mark, type MarkProps } from "../kit/feedback";
import type { MachineState } from "../wire/generated";

const MARKS: Readonly<Record<MachineState, MarkProps>> = {
  stopped: { tone: "idle" },
  starting: { tone: "warn", busy: true },
  running: { tone: "ok", sign: Flame, filled: true },
  warm: { tone: "warn", sign: Flame },
  cold: { tone: "rest", sign: Moon, filled: true },
  sleeping: { tone: "rest", sign: Moon, busy: true },
  waking: { tone: "warn", sign: Sunrise, busy: true },
  paused: { tone: "warn", sign: Pause, filled: true },
  stopping: { tone: "warn", busy: true },
  failed: { tone: "bad", sign: CircleAlert },
  removing: { tone: "idle", busy: true },
};

export function StateMark({ state }: { readonly state: MachineState }): JSX.Element {
  return <Mark {...MARKS[state]} />;
}

export function StateBadge({ state }: { readonly state: MachineState }): JSX.Element {
  return <Badge {...MARKS[state]}>{wordFor(state)}</Badge>;
}
