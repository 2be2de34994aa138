// The menu of an app: its windows, what can be done with the only one, and new ones. On the taskbar and on the desktop.

import { AppWindow, Plus, X } from "lucide-preact";
import type { MenuItem } from "../kit/menu";
import type { AppManifest } from "./app";
import type { Shell } from "./shell";
import { windowMenu } from "./window-actions";

export function appMenu(shell: Shell, app: AppManifest): readonly (readonly MenuItem[])[] {
  const { desk } = shell;
  const windows = desk.windowsOf(app.id);
  const [only, second] = windows;
  const own = windows.map(({ id, title }): MenuItem => ({ id: String(id), label: title, icon: AppWindow, onSelect: () => desk.focus(id) }));
  const opening: MenuItem = { id: "new", label: windows.length === 0 ? "Open" : "New window", icon: Plus, onSelect: () => desk.open(app.id) };
  const closing: MenuItem = {
    id: "close",
    label: second ? "Close all" : "Close",
    icon: X,
    danger: true,
    onSelect: () => windows.forEach((window) => desk.close(window.id)),
  };
  const place = only && !second ? (windowMenu({ shell, id: only.id })[0] ?? []) : [];
  return [own, place, app.many || !only ? [opening] : [], only ? [closing] : []];
}
