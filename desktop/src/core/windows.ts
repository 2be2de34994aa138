// The windows of a desk: which there are, in what order and how each is shown. Values and pure functions; the shell keeps the current one.

import { fitRect, placeRect, snapRect, type Rect, type Size, type Snap } from "./geometry";

/** What an app wants to find again after a reload; plain JSON. */
export type AppState = Readonly<Record<string, unknown>>;

export interface WindowState {
  readonly id: number;
  readonly app: string;
  readonly title: string;
  readonly rect: Rect; // where it is when it is free
  readonly snap: Snap | null;
  readonly minimised: boolean;
  readonly state: AppState;
}

export interface Desk {
  readonly windows: readonly WindowState[]; // from the back to the front
  readonly nextId: number;
}

export interface Opening {
  readonly app: string;
  readonly title: string;
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
    snap: null,
    minimised: false,
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

/** Bring to the front, and back from the taskbar. */
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

export function find(desk: Desk, id: number): WindowState | undefined {
  return desk.windows.find((window) => window.id === id);
}

/** The front-most window that is shown. */
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

/** The screen has another size: every free window fits it again. */
export function refit(desk: Desk, screen: Size): Desk {
  const windows = desk.windows.map((window) => {
    const rect = fitRect(window.rect, screen);
    return sameRect(rect, window.rect) ? window : { ...window, rect };
  });
  return windows.every((window, at) => window === desk.windows[at]) ? desk : { ...desk, windows };
}

export function shownRect(window: WindowState, screen: Size): Rect {
  return window.snap ? snapRect(window.snap, screen) : window.rect;
}

function sameRect(one: Rect, other: Rect): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
