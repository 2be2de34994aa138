// What apps do with their windows: their own and those that they made, no others.

import { fitRect, keepReachable, placeRect, type Rect, type Size } from "../../../core/geometry";
import type { Place, Request } from "../../../core/foreign/requests";
import type { Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import type { Answer } from "../switchboard";

type SideWindow = Extract<Request, { kind: "side-window" }>;

const LEAST = 200; // px, as the contract has it
const MOST_SIDE_WINDOWS = 8;
const SIDE_WINDOW: Size = { width: 480, height: 360 };

export function setTitle({ shell }: Surroundings, instance: Instance, title: string, window: number | null): Answer {
  const id = windowOf(instance, window);
  if (id !== null) shell.desk.title(id, title || instance.app.title);
  return {};
}

export function setPlace({ shell: { desk } }: Surroundings, instance: Instance, place: Place, window: number | null): Answer {
  const id = windowOf(instance, window);
  const there = id === null ? undefined : desk.window(id);
  if (there) desk.place(there.id, placed(there.rect, place, desk.screen.peek()));
  return {};
}

export function show({ shell: { desk } }: Surroundings, instance: Instance, how: "show" | "hide" | "toggle"): Answer {
  if (how === "show" || (how === "toggle" && !desk.isShown(instance.window))) desk.focus(instance.window);
  else desk.minimise(instance.window);
  return null;
}

/** Another window of the app, with content that cannot run, on the workspace that the app is on. */
export function openSideWindow({ shell: { desk } }: Surroundings, instance: Instance, { title, content, place, centred, fixed, blocks }: SideWindow): Answer {
  if (instance.sideWindows.size >= MOST_SIDE_WINDOWS) return { window: { id: null } };
  desk.open(instance.app.id, { side: true });
  const id = desk.focusedId.peek();
  const opened = id === null ? undefined : desk.window(id);
  if (!opened) return { window: { id: null } };
  instance.sideWindows.set(opened.id, content);
  desk.workspaces.join(opened.id, instance.window);
  desk.tie(opened.id, { fixed, blocks: blocks ? instance.window : null });
  desk.title(opened.id, title || instance.app.title);
  const screen = desk.screen.peek();
  const rect = placed({ ...opened.rect, ...SIDE_WINDOW }, place, screen);
  desk.place(opened.id, centred ? placeRect(rect, screen, 0) : rect);
  return { window: { id: opened.id } };
}

/** null: it is not the app's to change. */
function windowOf(instance: Instance, window: number | null): number | null {
  if (window === null || window === instance.window) return instance.window;
  return instance.sideWindows.has(window) ? window : null;
}

/** Where it is wanted, no smaller than can be used and within reach on this screen. */
export function placed(rect: Rect, { x, y, width, height }: Place, screen: Size): Rect {
  const sized = {
    ...rect,
    width: Math.min(Math.max(LEAST, width ?? rect.width), screen.width),
    height: Math.min(Math.max(LEAST, height ?? rect.height), screen.height),
  };
  if (x === null && y === null) return fitRect(sized, screen);
  return keepReachable({ ...sized, x: x ?? rect.x, y: y ?? rect.y }, screen);
}
