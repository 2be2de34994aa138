// What can be done with the desktop: read by the launcher, the taskbar, the guide to shortcuts and the keyboard.

import type { Action } from "../core/actions";
import { say, type Said } from "../languages/say";
import type { Shell } from "./shell";

export interface DesktopAction extends Action<Shell> {
  readonly label: Said;
}

const hasSeveral = ({ desk }: Shell): boolean => desk.workspaces.several.value;

export const DESKTOP_ACTIONS: readonly DesktopAction[] = [
  {
    id: "launcher",
    label: say("Search"),
    shortcut: "Alt+Shift+K",
    perform: ({ launcher }) => (launcher.value = !launcher.value),
  },
  { id: "notices", label: say("Notifications"), shortcut: "Alt+Shift+B", perform: ({ centre }) => (centre.open.value = !centre.open.value) },
  { id: "window.next", label: say("Next window"), shortcut: "Alt+Shift+N", perform: ({ desk }) => desk.focusNeighbour(1) },
  { id: "window.previous", label: say("Previous window"), shortcut: "Alt+Shift+P", perform: ({ desk }) => desk.focusNeighbour(-1) },
  { id: "overview", label: say("All windows"), shortcut: "Alt+Shift+O", perform: ({ desk }) => (desk.overview.value = !desk.overview.peek()) },
  { id: "workspace.next", label: say("Next workspace"), shortcut: "Alt+Shift+PageDown", when: hasSeveral, perform: ({ desk }) => desk.workspaces.step(1) },
  { id: "workspace.previous", label: say("Previous workspace"), shortcut: "Alt+Shift+PageUp", when: hasSeveral, perform: ({ desk }) => desk.workspaces.step(-1) },
  { id: "workspace.new", label: say("New workspace"), when: ({ desk }) => desk.workspaces.mayAdd.value, perform: ({ desk: { workspaces } }) => workspaces.show(workspaces.add()) },
  { id: "workspace.remove", label: say("Remove this workspace"), when: hasSeveral, perform: ({ desk: { workspaces } }) => workspaces.remove(workspaces.current.peek()) },
  { id: "desktop.show", label: say("Show the desktop"), shortcut: "Alt+Shift+D", perform: ({ desk }) => desk.minimiseAll() },
  { id: "lock", label: say("Lock the desktop"), shortcut: "Alt+Shift+L", when: ({ user }) => !user.temporary, perform: lockDesktop },
  { id: "shortcuts", label: say("Keyboard shortcuts"), shortcut: "Alt+Shift+Slash", perform: ({ sheet }) => (sheet.value = "shortcuts") },
  { id: "tour", label: say("Show me around"), perform: ({ sheet }) => (sheet.value = "tour") },
];

function lockDesktop({ lock, launcher, centre, desk, sheet }: Shell): void {
  launcher.value = false;
  centre.open.value = false;
  desk.overview.value = false;
  sheet.value = null;
  lock.lock();
}
