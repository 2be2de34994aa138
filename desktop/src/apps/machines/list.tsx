// All machines with their state, as a list to choose from.

import { Package, Plus } from "lucide-preact";
import type { JSX } from "preact";
import { IconButton } from "../../kit/button";
import { StatusDot } from "../../kit/feedback";
import type { Machine } from "../../wire/generated";
import { lookOf } from "./states";

/** Stands where a machine's id stands when the images are shown; ids look otherwise. */
export const IMAGES = "images:";

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
      <footer>
        <button type="button" class="to-images" aria-current={current === IMAGES} onClick={() => onChoose(IMAGES)}>
          <Package size={16} aria-hidden />
          Images
        </button>
      </footer>
    </aside>
  );
}
