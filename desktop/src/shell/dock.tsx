// The apps in the taskbar: those that are kept there, in the order that they are dragged to, and those that are open.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { docked, movePin, type Docked } from "../core/pins";
import type { WindowState } from "../core/windows";
import { Menu } from "../kit/menu";
import { numberFormat } from "../languages/formats";
import { t } from "../languages/say";
import type { AppManifest } from "./app";
import { AppIcon } from "./app-icon";
import { appMenu } from "./app-menu";
import type { DeskStore } from "./desk";
import { useReorder, type Reorder } from "./reorder";
import type { Shell } from "./shell";

const MOST_MARKS = 3;
const digits = numberFormat();

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

/** With how many windows it has, and where. */
function nameOf({ desk }: Shell, { name: app }: AppManifest, windows: readonly WindowState[]): string {
  const [only, second] = windows;
  const count = windows.length;
  const away = windows.filter((window) => !desk.isHere(window)).length;
  if (!only) return app;
  if (!second) return away === 0 ? t("{app}, open", { app }) : t("{app}, open on {workspace}", { app, workspace: desk.workspaces.nameOf(only.workspace ?? 0) });
  if (away === 0) return t("{app}, {count, plural, one {# window} other {# windows}}", { app, count });
  return t("{app}, {count, plural, one {# window} other {# windows}}, {away, plural, one {# on another workspace} other {# on other workspaces}}", { app, count, away });
}

/** One mark for each window, hollow where it is on another workspace; a number where they would be too many to see. */
function Marks({ desk, windows }: { readonly desk: DeskStore; readonly windows: readonly WindowState[] }): JSX.Element {
  return (
    <span class="marks" aria-hidden="true">
      {windows.length > MOST_MARKS ? <b>{digits(windows.length)}</b> : windows.map((window) => <i key={window.id} class={desk.isHere(window) ? "" : "away"} />)}
    </span>
  );
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
  const name = nameOf(shell, app, windows);
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
        <Marks desk={desk} windows={windows} />
      </button>
      {menuAt && <Menu name={app.name} heading={app.name} anchor={menuAt} groups={appMenu(shell, app)} onClose={() => setMenuAt(null)} />}
    </li>
  );
}
