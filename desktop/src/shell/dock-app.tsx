// One app in the taskbar: opens it, goes to its window or puts it away, and shows which it has where there are several.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Docked } from "../core/pins";
import type { WindowState } from "../core/windows";
import { Menu } from "../kit/menu";
import { numberFormat } from "../languages/formats";
import { t } from "../languages/say";
import type { AppManifest } from "./app";
import { AppIcon } from "./app-icon";
import { appMenu } from "./app-menu";
import type { DeskStore } from "./desk";
import type { Peek } from "./peek";
import { PeekPanel } from "./peek-panel";
import type { Reorder } from "./reorder";
import type { Shell } from "./shell";
import { isUpright, type Side } from "./theme";

const MOST_MARKS = 3;
const MOST_BADGE = 99;
const TOWARDS: Readonly<Record<Side, string>> = { bottom: "ArrowUp", top: "ArrowDown", left: "ArrowRight", right: "ArrowLeft" }; // where its windows are peeked at
const digits = numberFormat();

interface DockAppProps {
  readonly shell: Shell;
  readonly app: AppManifest;
  readonly item: Docked;
  readonly reorder: Reorder;
  readonly peek: Peek;
}

export function DockApp({ shell, app, item, reorder, peek }: DockAppProps): JSX.Element {
  const { desk } = shell;
  const button = useRef<HTMLButtonElement>(null);
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const windows = desk.windowsOf(app.id);
  const [only, second] = windows;
  const front = windows.some((window) => window.id === desk.focusedId.value);
  useEffect(() => void (front && button.current?.scrollIntoView({ block: "nearest", inline: "nearest" })), [front]);
  const compact = shell.theme.compact.value; // a finger comes to nothing before it presses, and a list fits a phone better than pictures
  const peeked = peek.peeked.value?.app === app.id && only !== undefined && menuAt === null && reorder.dragged === null ? peek.peeked.value : null;

  const openMenu = (): void => {
    peek.close();
    setMenuAt(button.current?.getBoundingClientRect() ?? null);
  };
  const come = (): void => void (only && !compact && peek.come(app.id));
  const click = (event: MouseEvent): void => {
    if (reorder.wasDragged()) return;
    const another = !only || (app.many && (event.ctrlKey || event.metaKey));
    if (second && !another && compact) return openMenu();
    if (second && !another && !peeked?.held) return peek.hold(app.id);
    peek.close();
    if (another) desk.open(app.id);
    else if (!second && front) desk.minimise(only.id);
    else if (!second) desk.focus(only.id);
  };
  const fresh = windows.reduce((sum, window) => sum + (desk.badges.value.get(window.id) ?? 0), 0);
  const name = nameOf(shell, app, windows, fresh);
  return (
    <li class={reorder.dragged === app.id ? "dragged" : ""} data-dock={item.pinned ? app.id : undefined}>
      <button
        ref={button}
        type="button"
        class={`taskbar-button ${front ? "front" : ""}`}
        aria-label={name}
        aria-current={front}
        aria-expanded={second && !compact ? peeked !== null : undefined}
        title={only ? undefined : app.name}
        onClick={click}
        onPointerDown={(event) => reorder.begin(app.id, event)}
        onPointerEnter={(event) => event.pointerType !== "touch" && come()}
        onPointerLeave={() => peek.leave()}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && come()}
        onBlur={() => peek.leave()}
        onKeyDown={(event) => {
          if (event.key === TOWARDS[shell.theme.taskbar.peek()] && only && !compact) peek.hold(app.id);
          if (event.key === "Escape") peek.close();
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu();
        }}
      >
        <AppIcon app={app} size={38} />
        {fresh > 0 && (
          <span class="fresh" aria-hidden="true">
            {fresh > MOST_BADGE ? `${digits(MOST_BADGE)}+` : digits(fresh)}
          </span>
        )}
        <Marks desk={desk} windows={windows} />
      </button>
      {peeked && button.current && <PeekPanel shell={shell} app={app} peek={peek} held={peeked.held} button={button.current} />}
      {menuAt && <Menu name={app.name} heading={app.name} anchor={menuAt} beside={!compact && isUpright(shell.theme.taskbar.value)} groups={appMenu(shell, app)} onClose={() => setMenuAt(null)} />}
    </li>
  );
}

/** With how many windows it has, and where, and how much is new in them. */
function nameOf(shell: Shell, app: AppManifest, windows: readonly WindowState[], fresh: number): string {
  const name = withWindows(shell, app, windows);
  return fresh > 0 ? t("{name}, {count, plural, one {# new} other {# new}}", { name, count: fresh }) : name;
}

function withWindows({ desk }: Shell, { name: app }: AppManifest, windows: readonly WindowState[]): string {
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
