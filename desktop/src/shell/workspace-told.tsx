// Tells which workspace one has come to, and where a window has gone: for a moment to those who see, and to screen readers.

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../languages/say";
import type { Shell } from "./shell";
import type { Told } from "./workspaces";

const TOLD_MS = 1400;

/** `quietly`: where it can be seen anyway. */
export function WorkspaceTold({ shell, quietly }: { readonly shell: Shell; readonly quietly?: boolean }): JSX.Element {
  const { workspaces } = shell.desk;
  const told = workspaces.told.value;
  useEffect(() => {
    if (!told) return undefined;
    const timer = setTimeout(() => (workspaces.told.value = null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told, workspaces]);
  return (
    <div class={quietly ? "visually-hidden" : "workspace-told"} role="status">
      {told && (
        <p>
          <span class="dots" aria-hidden="true">
            {workspaces.list.value.map(({ id }) => (
              <i key={id} class={id === workspaces.current.value ? "current" : ""} />
            ))}
          </span>
          {sentence(shell, told)}
        </p>
      )}
    </div>
  );
}

function sentence({ desk }: Shell, told: Told): string {
  const { workspaces } = desk;
  if (told.what === "shown") return workspaces.nameOf(workspaces.current.value);
  if (told.what === "placed") {
    const place = workspaces.list.value.findIndex(({ id }) => id === told.workspace) + 1;
    return t("{workspace} is number {place, number} now.", { workspace: workspaces.nameOf(told.workspace), place });
  }
  const window = desk.window(told.window);
  const title = window ? desk.titleOf(window) : "";
  return told.to === null ? t("{title} is on all workspaces.", { title }) : t("{title} is on {workspace} now.", { title, workspace: workspaces.nameOf(told.to) });
}
