// All machines with their state, as a list to choose from.

import { Plus } from "lucide-preact";
import type { JSX } from "preact";
import { IconButton } from "../../kit/button";
import { StatusDot } from "../../kit/feedback";
import type { Machine } from "../../wire/generated";
import { lookOf } from "./states";

export interface MachineListProps {
  readonly machines: readonly Machine[];
  readonly current: string | null;
  readonly onChoose: (id: string) => void;
  readonly onCreate: () => void;
}

export function MachineList({ machines, current, onChoose, onCreate }: MachineListProps): JSX.Element {
  const running = machines.filter((machine) => machine.state === "running").length;
  return (
    <aside class={`machine-list ${current ? "with-detail" : ""}`}>
      <header>
        <p class="soft">
          {running} of {machines.length} running
        </p>
        <IconButton name="Create a machine" icon={Plus} onClick={onCreate} />
      </header>
      <ul aria-label="Machines">
        {machines.map((machine) => {
          const look = lookOf(machine.state);
          return (
            <li key={machine.id}>
              <button type="button" aria-current={machine.id === current} onClick={() => onChoose(machine.id)}>
                <StatusDot tone={look.tone} busy={look.busy} />
                <span class="name">{machine.name}</span>
                <span class="note">
                  {look.label} · {machine.image}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
