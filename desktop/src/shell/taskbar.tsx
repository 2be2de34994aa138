// The bar at the bottom: launcher, apps with their running marks, clock, and who is here.

import { AppWindow, CircleUserRound, Keyboard, Layers, LockKeyhole, LogOut, Monitor, Moon, Search, Sun, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../kit/button";
import { Menu, type MenuItem } from "../kit/menu";
import { DESKTOP_ACTIONS } from "./actions";
import type { AppManifest } from "./app";
import { AppIcon } from "./app-icon";
import { appMenu } from "./app-menu";
import { Clock } from "./clock";
import { Logo } from "./logo";
import { NoticeBell } from "./notice-panel";
import type { Shell } from "./shell";
import type { Appearance } from "./theme";

export function Taskbar({ shell }: { readonly shell: Shell }): JSX.Element {
  return (
    <nav class="taskbar" aria-label="Taskbar">
      <div class="taskbar-start">
        <button
          type="button"
          class="taskbar-button launcher-button"
          aria-label="Search everything"
          aria-haspopup="dialog"
          aria-expanded={shell.launcher.value}
          onClick={() => (shell.launcher.value = true)}
        >
          <Logo size={24} />
        </button>
      </div>
      <ul class="taskbar-apps">
        {shell.desk.apps.filter((app) => !app.others || shell.desk.windowsOf(app.id).length > 0).map((app) => (
          <TaskbarApp key={app.id} shell={shell} app={app} />
        ))}
      </ul>
      <div class="taskbar-end">
        <IconButton name="All windows" icon={Layers} size={20} class="taskbar-button wide-only" onClick={() => (shell.desk.overview.value = true)} />
        <Clock />
        <NoticeBell shell={shell} />
        <UserMenu shell={shell} />
      </div>
    </nav>
  );
}

function TaskbarApp({ shell, app }: { readonly shell: Shell; readonly app: AppManifest }): JSX.Element {
  const { desk } = shell;
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const windows = desk.windowsOf(app.id);
  const front = windows.some((window) => window.id === desk.focusedId.value);

  const click = (event: JSX.TargetedMouseEvent<HTMLButtonElement>): void => {
    const [only] = windows;
    if (!only || (app.many && (event.ctrlKey || event.metaKey))) desk.open(app.id);
    else if (windows.length > 1) setMenuAt(event.currentTarget.getBoundingClientRect());
    else if (front) desk.minimise(only.id);
    else desk.focus(only.id);
  };
  const running = windows.length === 0 ? "" : windows.length === 1 ? ", open" : `, ${windows.length} windows`;
  return (
    <li>
      <button
        type="button"
        class={`taskbar-button ${front ? "front" : ""}`}
        aria-label={`${app.name}${running}`}
        aria-current={front}
        title={app.name}
        onClick={click}
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

const APPEARANCES = [
  { id: "system", label: "Light or dark as the system", icon: Monitor },
  { id: "light", label: "Always light", icon: Sun },
  { id: "dark", label: "Always dark", icon: Moon },
] as const satisfies readonly { id: Appearance; label: string; icon: unknown }[];

const IN_MENU: Readonly<Record<string, LucideIcon>> = { launcher: Search, overview: Layers, "desktop.show": AppWindow, lock: LockKeyhole, shortcuts: Keyboard };

function UserMenu({ shell }: { readonly shell: Shell }): JSX.Element {
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const { appearance } = shell.theme;
  const looks: readonly MenuItem[] = APPEARANCES.map((look) => ({
    ...look,
    checked: appearance.value === look.id,
    onSelect: () => (appearance.value = look.id),
  }));
  const desktop: readonly MenuItem[] = DESKTOP_ACTIONS.flatMap((action) => {
    const icon = IN_MENU[action.id];
    return icon ? [{ id: action.id, label: action.label, shortcut: action.shortcut, icon, onSelect: () => action.perform(shell) }] : [];
  });
  return (
    <>
      <IconButton
        name={`${shell.user.name}: account and appearance`}
        icon={CircleUserRound}
        size={22}
        class="taskbar-button"
        aria-haspopup="menu"
        onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
      />
      {menuAt && (
        <Menu
          name="Account"
          heading={`Signed in as ${shell.user.name}`}
          anchor={menuAt}
          groups={[looks, desktop, [{ id: "logout", label: "Log out", icon: LogOut, onSelect: shell.logOut }]]}
          onClose={() => setMenuAt(null)}
        />
      )}
    </>
  );
}
