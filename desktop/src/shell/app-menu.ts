// The menu of an app: its windows, what can be done with the only one, and new ones. On the taskbar and on the desktop.

import { AppWindow, ArrowLeft, ArrowRight, Pin, PinOff, Plus, X } from "lucide-preact";
import { docked, stepPin, togglePin } from "../core/pins";
import { fromRight } from "../kit/direction";
import type { MenuItem } from "../kit/menu";
import { t } from "../languages/say";
import type { AppManifest } from "./app";
import type { Shell } from "./shell";
import { windowMenu } from "./window-actions";

export function appMenu(shell: Shell, app: AppManifest): readonly (readonly MenuItem[])[] {
  const { desk } = shell;
  const windows = desk.windowsOf(app.id);
  const [only, second] = windows;
  const own = windows.map((window): MenuItem => ({ id: String(window.id), label: desk.titleOf(window), icon: AppWindow, onSelect: () => desk.focus(window.id) }));
  const opening: MenuItem = { id: "new", label: windows.length === 0 ? t("Open") : t("New window"), icon: Plus, onSelect: () => desk.open(app.id) };
  const closing: MenuItem = {
    id: "close",
    label: second ? t("Close all") : t("Close"),
    icon: X,
    danger: true,
    onSelect: () => windows.forEach((window) => desk.close(window.id)),
  };
  const place = only && !second ? (windowMenu({ shell, id: only.id })[0] ?? []) : [];
  return [own, place, app.many || !only ? [opening] : [], dockMenu(shell, app), only ? [closing] : []];
}

/** Whether the app is kept in the taskbar, and where: what dragging does, for those who do not drag. */
function dockMenu({ desk, dock }: Shell, app: AppManifest): readonly MenuItem[] {
  const ids = desk.apps.map((one) => one.id);
  const pins = dock.pins.value;
  const kept = docked(pins, ids, []).map(({ id }) => id);
  const at = kept.indexOf(app.id);
  const step = (by: 1 | -1) => (): void => dock.set(stepPin(pins, ids, app.id, by));
  const toggle = (): void => dock.set(togglePin(pins, ids, app.id));
  const [back, on] = fromRight() ? [t("Move right"), t("Move left")] : [t("Move left"), t("Move right")];
  if (at < 0) return [{ id: "pin", label: t("Keep in the taskbar"), icon: Pin, onSelect: toggle }];
  return [
    ...(at > 0 ? [{ id: "back", label: back, icon: ArrowLeft, onSelect: step(-1) }] : []),
    ...(at < kept.length - 1 ? [{ id: "on", label: on, icon: ArrowRight, onSelect: step(1) }] : []),
    { id: "unpin", label: t("Remove from the taskbar"), icon: PinOff, onSelect: toggle },
  ];
}
