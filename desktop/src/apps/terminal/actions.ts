// What can be done with the tabs and panes of a window: read by the buttons, the menu and the keys.

import { ArrowLeftToLine, ArrowRightToLine, Columns2, ListPlus, Rows2, SquareArrowRight, SquarePlus, X, type LucideIcon } from "lucide-preact";
import { available, type Action } from "../../core/actions";
import { matches, type KeyPress } from "../../core/keymap";
import { asRead } from "../../kit/direction";
import type { MenuItem } from "../../kit/menu";
import { say, tell, type Said } from "../../languages/say";
import { leavesOf, MOST_PANES, type Along, type Way } from "./panes";
import { frontLeaf, indexOf, MOST_TABS } from "./strip";
import type { Tabs } from "./tabs";

export interface TabAction extends Action<Tabs> {
  readonly label: Said;
  readonly icon?: LucideIcon; // given: it stands in the menu
  readonly also?: readonly string[]; // other shortcuts; a browser keeps some for its own tabs
}

const isRoom = (tabs: Tabs): boolean => tabs.strip.value.tabs.length < MOST_TABS;
const hasSeveral = (tabs: Tabs): boolean => tabs.strip.value.tabs.length > 1;
const panes = (tabs: Tabs): number => (tabs.front.value ? leavesOf(tabs.front.value.tree).length : 0);
const isSplit = (tabs: Tabs): boolean => panes(tabs) > 1;
const isWide = (tabs: Tabs): boolean => !tabs.window.compact.value;
const push = (by: 1 | -1) => (tabs: Tabs) => {
  const strip = tabs.strip.peek();
  tabs.move(strip.front, indexOf(strip, strip.front) + by);
};

const split = (id: string, label: Said, icon: LucideIcon, shortcut: string, along: Along): TabAction => ({
  id,
  label,
  icon,
  shortcut,
  when: (tabs) => isWide(tabs) && panes(tabs) < MOST_PANES,
  perform: (tabs) => tabs.split(along),
});

const WAYS: Readonly<Record<string, Way>> = { ArrowLeft: "back", ArrowRight: "on", ArrowUp: "up", ArrowDown: "down" };

const look = (label: Said, arrow: string): TabAction => ({
  id: `look-${arrow}`,
  label,
  shortcut: `Alt+${arrow}`,
  when: (tabs) => isWide(tabs) && isSplit(tabs),
  perform: (tabs) => tabs.lookTo(WAYS[asRead(arrow)] ?? "on"),
});

export const TAB_ACTIONS: readonly TabAction[] = [
  { id: "new-tab", label: say("New tab"), icon: SquarePlus, shortcut: "Ctrl+Shift+T", when: isRoom, perform: (tabs) => tabs.open(frontLeaf(tabs.front.peek())?.machine ?? null) },
  {
    id: "new-tab-elsewhere",
    label: say("New tab on another machine"),
    icon: ListPlus,
    when: (tabs) => isRoom(tabs) && tabs.window.live.machines.value.length > 1,
    perform: (tabs) => tabs.open(null),
  },
  { id: "next-tab", label: say("Next tab"), shortcut: "Ctrl+PageDown", also: ["Alt+PageDown", "Ctrl+Tab"], when: hasSeveral, perform: (tabs) => tabs.step(1) },
  { id: "previous-tab", label: say("Previous tab"), shortcut: "Ctrl+PageUp", also: ["Alt+PageUp", "Ctrl+Shift+Tab"], when: hasSeveral, perform: (tabs) => tabs.step(-1) },
  { id: "tab-back", label: say("Move the tab back"), icon: ArrowLeftToLine, shortcut: "Ctrl+Shift+PageUp", when: hasSeveral, perform: push(-1) },
  { id: "tab-on", label: say("Move the tab on"), icon: ArrowRightToLine, shortcut: "Ctrl+Shift+PageDown", when: hasSeveral, perform: push(1) },
  split("split-beside", say("Split side by side"), Columns2, "Ctrl+Shift+E", "row"),
  split("split-below", say("Split one below the other"), Rows2, "Ctrl+Shift+O", "column"),
  look(say("Pane to the left"), "ArrowLeft"),
  look(say("Pane to the right"), "ArrowRight"),
  look(say("Pane above"), "ArrowUp"),
  look(say("Pane below"), "ArrowDown"),
  { id: "next-pane", label: say("Next pane"), icon: SquareArrowRight, when: (tabs) => !isWide(tabs) && isSplit(tabs), perform: (tabs) => tabs.stepPane() },
  { id: "close-pane", label: say("Close the pane"), icon: X, shortcut: "Ctrl+Shift+W", when: isSplit, perform: (tabs) => tabs.closePane(tabs.front.peek()?.front ?? 0) },
  { id: "close-tab", label: say("Close the tab"), icon: X, shortcut: "Ctrl+Shift+W", when: (tabs) => !isSplit(tabs), perform: (tabs) => tabs.close(tabs.strip.peek().front) },
];

export const actionNamed = (id: string, tabs: Tabs): TabAction | undefined => available(TAB_ACTIONS, tabs).find((action) => action.id === id);

export function actionOf(press: KeyPress, tabs: Tabs): TabAction | undefined {
  const fits = (shortcut: string | undefined): boolean => shortcut !== undefined && matches(shortcut, press);
  return available(TAB_ACTIONS, tabs).find(({ shortcut, also = [] }) => [shortcut, ...also].some(fits));
}

export function tabItems(tabs: Tabs): readonly MenuItem[] {
  return available(TAB_ACTIONS, tabs)
    .filter(({ icon }) => icon !== undefined)
    .map(({ id, label, icon, shortcut, perform }) => ({ id, label: tell(label), icon, shortcut, onSelect: () => perform(tabs) }));
}
