// Who is here, who else is in this browser, and what is chosen often.

import { AppWindow, CircleUserRound, Keyboard, Layers, LockKeyhole, LogOut, Monitor, Moon, Search, Sun, UserRound, UserRoundCheck, UserRoundPlus, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../client/http";
import { available } from "../core/actions";
import type { Neighbour } from "../core/neighbours";
import { IconButton } from "../kit/button";
import { Menu, type MenuItem } from "../kit/menu";
import { say, t, tell, type Said } from "../languages/say";
import { DESKTOP_ACTIONS } from "./actions";
import type { Shell } from "./shell";
import { isUpright, type Appearance } from "./theme";

const APPEARANCES = [
  { id: "system", label: say("Light or dark as the system"), icon: Monitor },
  { id: "light", label: say("Always light"), icon: Sun },
  { id: "dark", label: say("Always dark"), icon: Moon },
] as const satisfies readonly { id: Appearance; label: Said; icon: unknown }[];

const IN_MENU: Readonly<Record<string, LucideIcon>> = { launcher: Search, overview: Layers, "desktop.show": AppWindow, lock: LockKeyhole, shortcuts: Keyboard };

export function UserMenu({ shell }: { readonly shell: Shell }): JSX.Element {
  useEffect(() => void shell.here.look(), [shell]);
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
  const neighbours = shell.here.people.value;
  const others: readonly MenuItem[] = neighbours.filter(({ id }) => id !== shell.user.id).map((one) => itemFor(one, shell));
  const another: MenuItem = { id: "another", label: t("Add another account…"), icon: UserRoundPlus, disabled: !shell.here.hasRoom.value, onSelect: () => shell.comeIn("") };
  const allLeave: MenuItem = { id: "all-leave", label: t("Log everybody out of this browser"), icon: LogOut, onSelect: shell.allLeave };
  const several = neighbours.some(({ id, standing }) => id !== shell.user.id && standing !== "over");
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
        onClick={(event) => {
          void shell.here.look();
          setMenuAt(event.currentTarget.getBoundingClientRect());
        }}
      />
      {menuAt && (
        <Menu
          name={t("Account")}
          heading={t("Signed in as {name}", { name: shell.user.name })}
          anchor={menuAt}
          beside={!shell.theme.compact.value && isUpright(shell.theme.taskbar.value)}
          groups={[looks, desktop, [...others, another], [...(shell.user.temporary ? [stay] : []), leaving, ...(several ? [allLeave] : [])]]}
          onClose={() => setMenuAt(null)}
        />
      )}
    </>
  );
}

function itemFor({ id, name, standing }: Neighbour, shell: Shell): MenuItem {
  if (standing === "over") return { id, label: t("Log in as {name}…", { name }), icon: UserRound, onSelect: () => shell.comeIn(name) };
  const goOn = (): void => void shell.goOnAs(id).catch((reason: unknown) => shell.toasts.show("bad", explain(reason)));
  return { id, label: t("Continue as {name}", { name }), icon: CircleUserRound, disabled: standing === "suspended", onSelect: goOn };
}
