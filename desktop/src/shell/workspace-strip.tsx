// The workspaces along the top of the overview, each with a small picture of its windows: choose, rename or remove one, or make another. Windows are let go over them.

import { Plus } from "lucide-preact";
import type { JSX } from "preact";
import { t } from "../languages/say";
import { STRIP } from "./desk";
import { stayStill } from "./hold";
import type { Shell } from "./shell";
import { WorkspaceCard } from "./workspace-card";

interface StripProps {
  readonly shell: Shell;
  readonly onChoose: () => void; // the one that is looked at already
}

export function WorkspaceStrip({ shell: { desk }, shell, onChoose }: StripProps): JSX.Element {
  const { workspaces } = desk;
  return (
    <ul class="workspace-strip" onTouchMove={stayStill} aria-label={t("Workspaces")} style={{ height: `${STRIP}px` }}>
      {workspaces.list.value.map(({ id }) => (
        <WorkspaceCard key={id} shell={shell} id={id} onChoose={() => (id === workspaces.current.peek() ? onChoose() : workspaces.show(id))} />
      ))}
      {workspaces.mayAdd.value && (
        <li class={`workspace-card ${desk.carried.value?.over === "new" ? "under" : ""}`}>
          <button
            type="button"
            class="workspace-picture new"
            data-berth="new"
            aria-label={t("New workspace")}
            title={t("New workspace")}
            onClick={() => workspaces.show(workspaces.add())}
          >
            <Plus size={22} aria-hidden />
          </button>
        </li>
      )}
    </ul>
  );
}
