// What can be done with windows and the desktop: read by the window menu, the launcher, the taskbar and the keyboard.

import type { Action } from "../core/actions";
import type { Shell } from "./shell";

export interface WindowContext {
  readonly shell: Shell;
  readonly id: number;
}

const isWide = ({ shell }: WindowContext): boolean => !shell.theme.compact.value;
const snapOf = ({ shell, id }: WindowContext) => shell.desk.window(id)?.snap ?? null;

function adjust(how: "move" | "resize"): (context: WindowContext) => void {
  return ({ shell, id }) => {
    const window = shell.desk.window(id);
    if (window) shell.desk.adjusting.value = { id, how, before: window.rect };
  };
}

export const WINDOW_ACTIONS: readonly Action<WindowContext>[] = [
  {
    id: "window.left",
    label: "Left half",
    shortcut: "Alt+Shift+ArrowLeft",
    when: isWide,
    perform: ({ shell, id }) => shell.desk.toggleSnap(id, "left"),
  },
  {
    id: "window.right",
    label: "Right half",
    shortcut: "Alt+Shift+ArrowRight",
    when: isWide,
    perform: ({ shell, id }) => shell.desk.toggleSnap(id, "right"),
  },
  {
    id: "window.maximise",
    label: "Maximise",
    shortcut: "Alt+Shift+ArrowUp",
    when: (context) => isWide(context) && snapOf(context) !== "full",
    perform: ({ shell, id }) => shell.desk.toggleSnap(id, "full"),
  },
  {
    id: "window.restore",
    label: "Restore size",
    shortcut: "Alt+Shift+ArrowUp",
    when: (context) => isWide(context) && snapOf(context) === "full",
    perform: ({ shell, id }) => shell.desk.toggleSnap(id, "full"),
  },
  {
    id: "window.minimise",
    label: "Minimise",
    shortcut: "Alt+Shift+ArrowDown",
    perform: ({ shell, id }) => shell.desk.minimise(id),
  },
  { id: "window.move", label: "Move with arrow keys", shortcut: "Alt+Shift+M", when: isWide, perform: adjust("move") },
  { id: "window.resize", label: "Resize with arrow keys", shortcut: "Alt+Shift+R", when: isWide, perform: adjust("resize") },
  {
    id: "window.close",
    label: "Close",
    shortcut: "Alt+Shift+W",
    danger: true,
    perform: ({ shell, id }) => shell.desk.close(id),
  },
];

export const DESKTOP_ACTIONS: readonly Action<Shell>[] = [
  {
    id: "launcher",
    label: "Search",
    shortcut: "Alt+Shift+K",
    perform: ({ launcher }) => (launcher.value = !launcher.value),
  },
  { id: "notices", label: "Notifications", shortcut: "Alt+Shift+B", perform: ({ centre }) => (centre.open.value = !centre.open.value) },
  { id: "window.next", label: "Next window", shortcut: "Alt+Shift+N", perform: ({ desk }) => desk.focusNeighbour(1) },
  { id: "window.previous", label: "Previous window", shortcut: "Alt+Shift+P", perform: ({ desk }) => desk.focusNeighbour(-1) },
  { id: "desktop.show", label: "Show the desktop", shortcut: "Alt+Shift+D", perform: ({ desk }) => desk.minimiseAll() },
];
