// What can be done with the tabs of a window: read by the buttons, the menu and the keys.

import { ArrowLeftToLine, ArrowRightToLine, ListPlus, SquarePlus, X, type LucideIcon } from "lucide-preact";
import { available, type Action } from "../../core/actions";
import { matches, type KeyPress } from "../../core/keymap";
import type { MenuItem } from "../../kit/menu";
import { say, tell, type Said } from "../../languages/say";
import { indexOf, MOST_TABS } from "./strip";
import type { Tabs } from "./tabs";

export interface TabAction extends Action<Tabs> {
  readonly label: Said;
  readonly icon?: LucideIcon; // given: it stands in the menu
  readonly also?: readonly string[]; // other shortcuts; a browser keeps some for its own tabs
}

const isRoom = (tabs: Tabs): boolean => tabs.strip.value.tabs.length < MOST_TABS;
const hasSeveral = (tabs: Tabs): boolean => tabs.strip.value.tabs.length > 1;
const push = (by: 1 | -1) => (tabs: Tabs) => {
  const strip = tabs.strip.peek();
  tabs.move(strip.front, indexOf(strip, strip.front) + by);
};

const ACTIONS: readonly TabAction[] = [
  { id: "new-tab", label: say("New tab"), icon: SquarePlus, shortcut: "Ctrl+Shift+T", when: isRoom, perform: (tabs) => tabs.open(tabs.front.peek()?.machine ?? null) },
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
  { id: "close-tab", label: say("Close the tab"), icon: X, shortcut: "Ctrl+Shift+W", perform: (tabs) => tabs.close(tabs.strip.peek().front) },
];

export const actionNamed = (id: string, tabs: Tabs): TabAction | undefined => available(ACTIONS, tabs).find((action) => action.id === id);

export function actionOf(press: KeyPress, tabs: Tabs): TabAction | undefined {
  const fits = (shortcut: string | undefined): boolean => shortcut !== undefined && matches(shortcut, press);
  return available(ACTIONS, tabs).find(({ shortcut, also = [] }) => [shortcut, ...also].some(fits));
}

export function tabItems(tabs: Tabs): readonly MenuItem[] {
  return available(ACTIONS, tabs)
    .filter(({ icon }) => icon !== undefined)
    .map(({ id, label, icon, shortcut, perform }) => ({ id, label: tell(label), icon, shortcut, onSelect: () => perform(tabs) }));
}
