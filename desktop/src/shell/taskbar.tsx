// The bar at one side of the screen, which is chosen: launcher, apps with their running marks, clock, and whose desktop it is.

import { Layers, Palette } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../kit/button";
import { Menu, type MenuItem } from "../kit/menu";
import { t, tell } from "../languages/say";
import { Clock } from "./clock";
import { Dock } from "./dock";
import { Logo } from "./logo";
import { NoticeBell } from "./notice-panel";
import type { Shell } from "./shell";
import { SIDES } from "./sides";
import { UserMenu } from "./user-menu";
import { WorkspaceSwitcher } from "./workspace-switcher";

export function Taskbar({ shell }: { readonly shell: Shell }): JSX.Element {
  const [menuAt, setMenuAt] = useState<DOMPoint | null>(null);
  const openMenu = (event: MouseEvent): void => {
    if (event.defaultPrevented || (event.target as Element).closest(".menu")) return; // an app's own
    event.preventDefault();
    setMenuAt(new DOMPoint(event.clientX, event.clientY));
  };
  return (
    <nav class="taskbar" aria-label={t("Taskbar")} onContextMenu={openMenu}>
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
      {menuAt && <Menu name={t("Taskbar")} heading={t("Taskbar")} anchor={menuAt} groups={taskbarMenu(shell)} onClose={() => setMenuAt(null)} />}
    </nav>
  );
}

/** Where it is to be, where there is room to choose, and where all else of how it looks is chosen. */
function taskbarMenu({ desk, theme: { taskbar, compact } }: Shell): readonly (readonly MenuItem[])[] {
  const sides = SIDES.map(({ id, label }): MenuItem => ({ id, label: tell(label), checked: taskbar.value === id, onSelect: () => (taskbar.value = id) }));
  const more: MenuItem = { id: "appearance", label: t("Appearance"), icon: Palette, onSelect: () => desk.open("settings", { page: "appearance" }) };
  return [compact.value ? [] : sides, [more]];
}
