// The apps in the taskbar: those that are kept there, in the order that they are dragged to, and those that are open.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { docked, movePin, type Docked } from "../core/pins";
import { Menu } from "../kit/menu";
import { t } from "../languages/say";
import type { AppManifest } from "./app";
import { AppIcon } from "./app-icon";
import { appMenu } from "./app-menu";
import { useReorder, type Reorder } from "./reorder";
import type { Shell } from "./shell";

export function Dock({ shell }: { readonly shell: Shell }): JSX.Element {
  const { desk, dock } = shell;
  const ids = desk.apps.map((app) => app.id);
  const open = ids.filter((id) => desk.windowsOf(id).length > 0);
  const reorder = useReorder((pins, id, to) => movePin(pins, ids, id, to), dock);
  return (
    <ul class="taskbar-apps" aria-label={t("In the taskbar")}>
      {docked(reorder.pins, ids, open).map((item) => {
        const app = desk.apps.find((one) => one.id === item.id);
        return app && <DockApp key={item.id} shell={shell} app={app} item={item} reorder={reorder} />;
      })}
    </ul>
  );
}

interface DockAppProps {
  readonly shell: Shell;
  readonly app: AppManifest;
  readonly item: Docked;
  readonly reorder: Reorder;
}

function nameOf(app: string, count: number): string {
  if (count === 0) return app;
  return count === 1 ? t("{app}, open", { app }) : t("{app}, {count, plural, one {# window} other {# windows}}", { app, count });
}

function DockApp({ shell, app, item, reorder }: DockAppProps): JSX.Element {
  const { desk } = shell;
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const windows = desk.windowsOf(app.id);
  const front = windows.some((window) => window.id === desk.focusedId.value);

  const click = (event: JSX.TargetedMouseEvent<HTMLButtonElement>): void => {
    const [only] = windows;
    if (reorder.wasDragged()) return;
    if (!only || (app.many && (event.ctrlKey || event.metaKey))) desk.open(app.id);
    else if (windows.length > 1) setMenuAt(event.currentTarget.getBoundingClientRect());
    else if (front) desk.minimise(only.id);
    else desk.focus(only.id);
  };
  const name = nameOf(app.name, windows.length);
  return (
    <li class={reorder.dragged === app.id ? "dragged" : ""} data-dock={item.pinned ? app.id : undefined}>
      <button
        type="button"
        class={`taskbar-button ${front ? "front" : ""}`}
        aria-label={name}
        aria-current={front}
        title={app.name}
        onClick={click}
        onPointerDown={(event) => reorder.begin(app.id, event)}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenuAt(event.currentTarget.getBoundingClientRect());
        }}
      >
        <AppIcon app={app} size={38} />
        <span class="marks" aria-hidden="true">
          {windows.slice(0, 3).map((window) => (
            <i key={window.id} />
          ))}
        </span>
      </button>
      {menuAt && <Menu name={app.name} heading={app.name} anchor={menuAt} groups={appMenu(shell, app)} onClose={() => setMenuAt(null)} />}
    </li>
  );
}
