// The workspaces in the taskbar, once there are several: one click to another, and from the one that is looked at to the overview.

import type { JSX } from "preact";
import { numberFormat } from "../languages/formats";
import { t } from "../languages/say";
import type { Shell } from "./shell";

const digits = numberFormat();

export function WorkspaceSwitcher({ shell: { desk } }: { readonly shell: Shell }): JSX.Element | null {
  const { workspaces } = desk;
  if (!workspaces.several.value) return null;
  return (
    <ul class="workspace-switcher" aria-label={t("Workspaces")}>
      {workspaces.list.value.map(({ id }, at) => {
        const current = id === workspaces.current.value;
        const name = workspaces.nameOf(id);
        return (
          <li key={id}>
            <button type="button" aria-label={name} title={name} aria-current={current} onClick={() => (current ? (desk.overview.value = true) : workspaces.show(id))}>
              {digits(at + 1)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
