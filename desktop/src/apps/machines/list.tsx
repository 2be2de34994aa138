// All machines with their state, as a list to choose from.

import { GitFork, Package, Plus } from "lucide-preact";
import type { JSX } from "preact";
import { IconButton } from "../../kit/button";
import { wordFor } from "../../core/thermal";
import { t } from "../../languages/say";
import { StateMark } from "../../shell/state-mark";
import type { Machine } from "../../wire/generated";
import { summarise } from "./states";

/** These stand where a machine's id stands when something else is shown; ids look otherwise. */
export const IMAGES = "images:";
export const TREE = "tree:";

export interface MachineListProps {
  readonly machines: readonly Machine[];
  readonly current: string | null;
  readonly onChoose: (id: string) => void;
  readonly onCreate: () => void;
}

export function MachineList({ machines, current, onChoose, onCreate }: MachineListProps): JSX.Element {
  return (
    <aside class={`machine-list ${current ? "with-detail" : ""}`}>
      <header>
        <p class="soft">{summarise(machines)}</p>
        <IconButton name={t("Create a machine")} icon={Plus} onClick={onCreate} />
      </header>
      <ul aria-label={t("Machines")}>
        {machines.map((machine) => (
          <li key={machine.id}>
            <button type="button" aria-current={machine.id === current} onClick={() => onChoose(machine.id)}>
              <StateMark state={machine.state} />
              <span class="name">{machine.name}</span>
              <span class="note">
                {wordFor(machine.state)} · {machine.image}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <footer>
        <button type="button" class="to-place" aria-current={current === IMAGES} onClick={() => onChoose(IMAGES)}>
          <Package size={16} aria-hidden />
          {t("Images")}
        </button>
        <button type="button" class="to-place" aria-current={current === TREE} onClick={() => onChoose(TREE)}>
          <GitFork size={16} aria-hidden />
          {t("Forks and snapshots")}
        </button>
      </footer>
    </aside>
  );
}
