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
  readonly state: AppState;
}

export interface Desk {
  readonly windows: readonly WindowState[]; // the one that was focused last at the end
  readonly nextId: number;
}

export interface Opening {
  readonly app: string;
  readonly title: string; // "": that of its app
  readonly size: Size;
  readonly state?: AppState;
}

export const EMPTY_DESK: Desk = { windows: [], nextId: 1 };

export function openWindow(desk: Desk, opening: Opening, screen: Size): Desk {
  const opened: WindowState = {
    id: desk.nextId,
    app: opening.app,
    title: opening.title,
    rect: placeRect(opening.size, screen, desk.windows.length),
    screen,
    snap: null,
    minimised: false,
    onTop: false,
    state: opening.state ?? {},
  };
  return { windows: [...desk.windows, opened], nextId: desk.nextId + 1 };
}

export function closeWindow(desk: Desk, id: number): Desk {
  return { ...desk, windows: desk.windows.filter((window) => window.id !== id) };
}

/** Replace one window; the others keep their identity, so that only it is drawn again. */
export function changeWindow(desk: Desk, id: number, change: Partial<Omit<WindowState, "id" | "app">>): Desk {
  return { ...desk, windows: desk.windows.map((window) => (window.id === id ? { ...window, ...change } : window)) };
}

/** Bring before the others, and back from the taskbar. */
export function focusWindow(desk: Desk, id: number): Desk {
  const window = find(desk, id);
  if (!window || focused(desk) === window) return desk;
  const shown = window.minimised ? { ...window, minimised: false } : window;
  return { ...desk, windows: [...desk.windows.filter((other) => other.id !== id), shown] };
}

export function minimiseWindow(desk: Desk, id: number): Desk {
  return changeWindow(desk, id, { minimised: true });
}

export function minimiseAll(desk: Desk): Desk {
  return { ...desk, windows: desk.windows.map((window) => (window.minimised ? window : { ...window, minimised: true })) };
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

/** The one that was focused last of those that are shown. */
export function focused(desk: Desk): WindowState | undefined {
  return desk.windows.findLast((window) => !window.minimised);
}

/** In the order in which they were opened: stable, for the taskbar and for switching. */
export function inOpeningOrder(desk: Desk): readonly WindowState[] {
  return [...desk.windows].sort((one, other) => one.id - other.id);
}

/** The window after (1) or before (-1) the focused one in opening order. */
export function neighbour(desk: Desk, step: 1 | -1): WindowState | undefined {
  const windows = inOpeningOrder(desk);
  const current = focused(desk);
  if (!current) return step === 1 ? windows[0] : windows.at(-1);
  const at = windows.indexOf(current) + step;
  return windows[(at + windows.length) % windows.length];
}

/** Where it is on this screen. One that was put on another is shown as it fits here, and has its place there still. */
export function shownRect(window: WindowState, screen: Size): Rect {
  if (window.snap) return snapRect(window.snap, screen);
  return sameSize(window.screen, screen) ? window.rect : fitRect(window.rect, screen);
}
