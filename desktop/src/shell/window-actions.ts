// What can be done with one window: read by its menu, the taskbar's, the guide to shortcuts and the keyboard.

import type { LucideIcon } from "lucide-preact";
import { LayoutGrid, Maximize2, Minimize2, Minus, Move, Pin, PinOff, Scaling, X } from "lucide-preact";
import { available, type Action } from "../core/actions";
import { SNAPS, type Push, type Snap } from "../core/snaps";
import type { MenuItem } from "../kit/menu";
import { say, tell, type Said } from "../languages/say";
import type { Shell } from "./shell";
import { berths } from "./workspace-menu";

export interface WindowContext {
  readonly shell: Shell;
  readonly id: number;
}

export interface WindowAction extends Action<WindowContext> {
  readonly label: Said;
  readonly icon?: LucideIcon;
  readonly group: "place" | "window" | "end" | "keys"; // keys: in no menu, where there are pictures for it
  readonly overview?: boolean; // done there too, with the window that the keyboard is at
}

const isWide = ({ shell }: WindowContext): boolean => !shell.theme.compact.value;
const isFull = (context: WindowContext): boolean => isWide(context) && context.shell.desk.window(context.id)?.snap === "full";
const isOnTop = ({ shell, id }: WindowContext): boolean => shell.desk.window(id)?.onTop === true;

function adjust(how: "move" | "resize"): (context: WindowContext) => void {
  return ({ shell, id }) => {
    const window = shell.desk.window(id);
    if (!window) return;
    shell.desk.focus(id);
    shell.desk.adjusting.value = { id, how, before: window };
  };
}

/** The whole screen, or what it was before; a minimised one is seen again. */
function fill({ shell, id }: WindowContext): void {
  shell.desk.focus(id);
  shell.desk.toggleSnap(id, "full");
}

function pushes(way: Push, label: Said, arrow: string): WindowAction {
  return { id: `window.push-${way}`, label, group: "keys", shortcut: `Alt+Shift+${arrow}`, when: isWide, perform: ({ shell, id }) => shell.desk.push(id, way) };
}

function snaps(snap: Snap, digit: number): WindowAction {
  return {
    id: `window.${snap}`,
    label: SNAPS[snap].label,
    group: "keys",
    shortcut: `Alt+Shift+${digit}`,
    when: isWide,
    perform: ({ shell, id }) => shell.desk.toggleSnap(id, snap),
  };
}

function takesAlong(by: 1 | -1, label: Said, key: string): WindowAction {
  return {
    id: by === 1 ? "window.workspace-next" : "window.workspace-previous",
    label,
    group: "keys",
    shortcut: `Ctrl+Alt+Shift+${key}`,
    overview: true,
    when: ({ shell, id }) => isWide({ shell, id }) && shell.desk.window(id)?.workspace !== null,
    perform: ({ shell, id }) => shell.desk.workspaces.takeAlong(id, by),
  };
}

export const WINDOW_ACTIONS: readonly WindowAction[] = [
  pushes("left", say("Left half; from a half back"), "ArrowLeft"),
  pushes("right", say("Right half; from a half back"), "ArrowRight"),
  pushes("up", say("Up: from a half to a quarter, or maximise"), "ArrowUp"),
  pushes("down", say("Down: from a half to a quarter, or minimise"), "ArrowDown"),
  snaps("left-third", 1),
  snaps("middle-third", 2),
  snaps("right-third", 3),
  snaps("left-two-thirds", 4),
  snaps("right-two-thirds", 5),
  takesAlong(1, say("Move to the next workspace and follow"), "PageDown"),
  takesAlong(-1, say("Move to the previous workspace and follow"), "PageUp"),
  {
    id: "window.arrange",
    label: say("Arrange…"),
    group: "place",
    icon: LayoutGrid,
    shortcut: "Alt+Shift+A",
    when: isWide,
    perform: ({ shell, id }) => {
      shell.desk.focus(id);
      shell.desk.arranging.value = id;
    },
  },
  {
    id: "window.maximise",
    label: say("Maximise"),
    group: "place",
    icon: Maximize2,
    shortcut: "Alt+Shift+Enter",
    when: (context) => isWide(context) && !isFull(context),
    perform: fill,
  },
  {
    id: "window.restore",
    label: say("Restore size"),
    group: "place",
    icon: Minimize2,
    shortcut: "Alt+Shift+Enter",
    when: isFull,
    perform: fill,
  },
  {
    id: "window.minimise",
    label: say("Minimise"),
    group: "place",
    icon: Minus,
    shortcut: "Alt+Shift+H",
    when: ({ shell, id }) => shell.desk.window(id)?.minimised === false,
    perform: ({ shell, id }) => shell.desk.minimise(id),
  },
  {
    id: "window.top",
    label: say("Keep on top"),
    group: "window",
    icon: Pin,
    shortcut: "Alt+Shift+T",
    when: (context) => isWide(context) && !isOnTop(context),
    perform: ({ shell, id }) => shell.desk.toggleOnTop(id),
  },
  {
    id: "window.not-top",
    label: say("Do not keep on top"),
    group: "window",
    icon: PinOff,
    shortcut: "Alt+Shift+T",
    when: isOnTop,
    perform: ({ shell, id }) => shell.desk.toggleOnTop(id),
  },
  { id: "window.move", label: say("Move with arrow keys"), group: "window", icon: Move, shortcut: "Alt+Shift+M", when: isWide, perform: adjust("move") },
  { id: "window.resize", label: say("Resize with arrow keys"), group: "window", icon: Scaling, shortcut: "Alt+Shift+R", when: isWide, perform: adjust("resize") },
  { id: "window.close", label: say("Close"), group: "end", icon: X, shortcut: "Alt+Shift+W", danger: true, perform: ({ shell, id }) => shell.desk.close(id) },
];

/** The menu of a window, group by group. */
export function windowMenu(context: WindowContext): readonly (readonly MenuItem[])[] {
  const actions = available(WINDOW_ACTIONS, context);
  const [place, window, end] = (["place", "window", "end"] as const).map((group) =>
    actions.filter((action) => action.group === group).map((action) => ({ ...action, label: tell(action.label), onSelect: () => action.perform(context) })),
  );
  return [place ?? [], window ?? [], berths(context.shell, context.id), end ?? []];
}
