// The windows of a desk: which there are, in what order and how each is shown. Values and pure functions; the shell keeps the current one.

import { fitRect, placeRect, sameSize, type Rect, type Size } from "./geometry";
import { push, snapRect, type Push, type Snap } from "./snaps";

/** What an app wants to find again after a reload; plain JSON. */
export type AppState = Readonly<Record<string, unknown>>;

export interface WindowState {
  readonly id: number;
  readonly app: string;
  readonly title: string; // "": that of its app
  readonly rect: Rect; // where it is when it is free
  readonly screen: Size; // the screen that it was put there on
  readonly snap: Snap | null;
  readonly minimised: boolean;
  readonly onTop: boolean; // before all that are not, focused or not
  readonly workspace: number | null; // that it is on; null: on all
  readonly state: AppState;
}

/** A screen of windows, beside others. */
export interface Workspace {
  readonly id: number;
  readonly name: string; // "": it is called by its place
}

export interface Desk {
  readonly windows: readonly WindowState[]; // the one that was focused last at the end
  readonly nextId: number;
  readonly workspaces: readonly Workspace[]; // in their order, at least one
  readonly current: number; // the one that is looked at
}

/** What of a desk is looked at: one workspace, or all of them as one (null), which a phone has room for. */
export interface View {
  readonly windows: readonly WindowState[];
  readonly current: number | null;
}

export interface Opening {
  readonly app: string;
  readonly title: string; // "": that of its app
  readonly size: Size;
  readonly snap?: Snap | null;
  readonly state?: AppState;
}

export const EMPTY_DESK: Desk = { windows: [], nextId: 1, workspaces: [{ id: 1, name: "" }], current: 1 };

export function openWindow(desk: Desk, opening: Opening, screen: Size): Desk {
  const opened: WindowState = {
    id: desk.nextId,
    app: opening.app,
    title: opening.title,
    rect: placeRect(opening.size, screen, seen(desk).length),
    screen,
    snap: opening.snap ?? null,
    minimised: false,
    onTop: false,
    workspace: desk.current,
    state: opening.state ?? {},
  };
  return { ...desk, windows: [...desk.windows, opened], nextId: desk.nextId + 1 };
}

export function closeWindow(desk: Desk, id: number): Desk {
  return { ...desk, windows: desk.windows.filter((window) => window.id !== id) };
}

/** Replace one window; the others keep their identity, so that only it is drawn again. */
export function changeWindow(desk: Desk, id: number, change: Partial<Omit<WindowState, "id" | "app">>): Desk {
  return { ...desk, windows: desk.windows.map((window) => (window.id === id ? { ...window, ...change } : window)) };
}

/** Before the others; those that are seen stay so, and no more are. */
export function raiseWindow(desk: Desk, id: number): Desk {
  const window = find(desk, id);
  if (!window || desk.windows.findLast((other) => !other.minimised) === window) return desk;
  return { ...desk, windows: [...desk.windows.filter((other) => other.id !== id), window] };
}

/** Bring before the others, and back from the taskbar, and go to where it is. */
export function focusWindow(desk: Desk, id: number): Desk {
  const raised = raiseWindow(desk, id);
  const window = find(raised, id);
  if (!window) return desk;
  const shown = window.minimised ? changeWindow(raised, id, { minimised: false }) : raised;
  return isOn(window, desk.current) ? shown : { ...shown, current: window.workspace ?? desk.current };
}

export function minimiseWindow(desk: Desk, id: number): Desk {
  return changeWindow(desk, id, { minimised: true });
}

/** Those that are looked at. */
export function minimiseAll(desk: Desk, view: View = desk): Desk {
  const gone = new Set(seen(view).map((window) => window.id));
  return { ...desk, windows: desk.windows.map((window) => (gone.has(window.id) && !window.minimised ? { ...window, minimised: true } : window)) };
}

/** Snap it there; once more brings it back to its free place. */
export function toggleSnap(desk: Desk, id: number, snap: Snap): Desk {
  const window = find(desk, id);
  return window ? changeWindow(desk, id, { snap: window.snap === snap ? null : snap }) : desk;
}

/** Towards a side of the screen, step by step: a half, then a quarter; from the lowest place to the taskbar. */
export function pushWindow(desk: Desk, id: number, way: Push): Desk {
  const window = find(desk, id);
  if (!window) return desk;
  const next = push(window.snap, way);
  return next === "taskbar" ? minimiseWindow(desk, id) : changeWindow(desk, id, { snap: next === "free" ? null : next });
}

export function find(desk: Desk, id: number): WindowState | undefined {
  return desk.windows.find((window) => window.id === id);
}

/** From the back to the front. */
export function stacked(desk: Desk): readonly WindowState[] {
  return [...desk.windows.filter((window) => !window.onTop), ...desk.windows.filter((window) => window.onTop)];
}

/** Whether it is on this workspace; null: on any. */
export function isOn({ workspace }: WindowState, id: number | null): boolean {
  return id === null || workspace === null || workspace === id;
}

/** The windows of the workspace that is looked at, the minimised too. */
export function seen({ windows, current }: View): readonly WindowState[] {
  return windows.filter((window) => isOn(window, current));
}

/** The one that was focused last of those that are shown. */
export function focused({ windows, current }: View): WindowState | undefined {
  return windows.findLast((window) => !window.minimised && isOn(window, current));
}

/** In the order in which they were opened: stable, for the taskbar and for switching. */
export function inOpeningOrder(windows: readonly WindowState[]): readonly WindowState[] {
  return [...windows].sort((one, other) => one.id - other.id);
}

/** The window after (1) or before (-1) the focused one in opening order. */
export function neighbour(view: View, step: 1 | -1): WindowState | undefined {
  const windows = inOpeningOrder(seen(view));
  const current = focused(view);
  if (!current) return step === 1 ? windows[0] : windows.at(-1);
  const at = windows.indexOf(current) + step;
  return windows[(at + windows.length) % windows.length];
}

/** Where it is on this screen. One that was put on another is shown as it fits here, and has its place there still. */
export function shownRect(window: WindowState, screen: Size): Rect {
  if (window.snap) return snapRect(window.snap, screen);
  return sameSize(window.screen, screen) ? window.rect : fitRect(window.rect, screen);
}
