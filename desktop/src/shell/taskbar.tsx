// The bar at the bottom: launcher, apps with their running marks, clock, and who is here.

import { AppWindow, CircleUserRound, Keyboard, Layers, LockKeyhole, LogOut, Monitor, Moon, Search, Sun, UserRoundCheck, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../kit/button";
import { Menu, type MenuItem } from "../kit/menu";
import { available } from "../core/actions";
import { say, t, tell, type Said } from "../languages/say";
import { DESKTOP_ACTIONS } from "./actions";
import { Clock } from "./clock";
import { Dock } from "./dock";
import { Logo } from "./logo";
import { NoticeBell } from "./notice-panel";
import type { Shell } from "./shell";
import type { Appearance } from "./theme";
import { WorkspaceSwitcher } from "./workspace-switcher";

export function Taskbar({ shell }: { readonly shell: Shell }): JSX.Element {
  return (
    <nav class="taskbar" aria-label={t("Taskbar")}>
      <div class="taskbar-start">
        <button
          type="button"
          class="taskbar-button launcher-button"
          aria-label={t("Search everything")}
          aria-haspopup="dialog"
          aria-expanded={shell.launcher.value}
          onClick={() => (shell.launcher.value = true)}
        >
          <Logo size={24} />
        </button>
      </div>
      <Dock shell={shell} />
      <div class="taskbar-end">
        <WorkspaceSwitcher shell={shell} />
        <IconButton name={t("All windows")} icon={Layers} size={20} class="taskbar-button wide-only" onClick={() => (shell.desk.overview.value = true)} />
        <Clock />
        <NoticeBell shell={shell} />
        <UserMenu shell={shell} />
      </div>
    </nav>
  );
}

const APPEARANCES = [
  { id: "system", label: say("Light or dark as the system"), icon: Monitor },
  { id: "light", label: say("Always light"), icon: Sun },
  { id: "dark", label: say("Always dark"), icon: Moon },
] as const satisfies readonly { id: Appearance; label: Said; icon: unknown }[];

const IN_MENU: Readonly<Record<string, LucideIcon>> = { launcher: Search, overview: Layers, "desktop.show": AppWindow, lock: LockKeyhole, shortcuts: Keyboard };

function UserMenu({ shell }: { readonly shell: Shell }): JSX.Element {
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const { appearance } = shell.theme;
  const looks: readonly MenuItem[] = APPEARANCES.map((look) => ({
    ...look,
    label: tell(look.label),
    checked: appearance.value === look.id,
    onSelect: () => (appearance.value = look.id),
  }));
  const desktop: readonly MenuItem[] = available(DESKTOP_ACTIONS, shell).flatMap((action) => {
    const icon = IN_MENU[action.id];
    return icon ? [{ id: action.id, label: tell(action.label), shortcut: action.shortcut, icon, onSelect: () => action.perform(shell) }] : [];
  });
  const stay: MenuItem = { id: "stay", label: t("Keep this account…"), icon: UserRoundCheck, onSelect: () => shell.desk.open("settings", { page: "account" }) };
  const leaving: MenuItem = { id: "logout", label: t("Log out"), icon: LogOut, onSelect: shell.logOut };
  return (
    <>
      <IconButton
        name={t("{name}: account and appearance", { name: shell.user.name })}
        icon={CircleUserRound}
        size={22}
        class="taskbar-button"
        aria-haspopup="menu"
        onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
      />
      {menuAt && (
        <Menu
          name={t("Account")}
          heading={t("Signed in as {name}", { name: shell.user.name })}
          anchor={menuAt}
          groups={[looks, desktop, shell.user.temporary ? [stay, leaving] : [leaving]]}
          onClose={() => setMenuAt(null)}
        />
      )}
    </>
  );
}
