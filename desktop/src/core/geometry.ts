// Where windows may be: pure sums over rectangles, in CSS pixels of the screen (the desktop without its taskbar).

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Size, Point {}

/** Which sides of a window a resize pulls, as compass points. */
export type Edge = "n" | "s" | "e" | "w" | "ne" | "nw" | "se" | "sw";

export const TITLE_BAR = 40;
const REACH = 96; // so much of a title bar stays on the screen, so that it can be caught again
const CASCADE = 28;

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)));

/** Keep the title bar within reach. */
export function keepReachable(rect: Rect, screen: Size): Rect {
  return {
    ...rect,
    x: Math.round(clamp(rect.x, Math.min(0, REACH - rect.width), screen.width - REACH)),
    y: Math.round(clamp(rect.y, 0, screen.height - TITLE_BAR)),
  };
}

export function moveRect(rect: Rect, dx: number, dy: number, screen: Size): Rect {
  return keepReachable({ ...rect, x: rect.x + dx, y: rect.y + dy }, screen);
}

/** Pull one side or corner; the opposite side stays where it is. */
export function resizeRect(rect: Rect, edge: Edge, dx: number, dy: number, least: Size, screen: Size): Rect {
  let { x, y, width, height } = rect;
  const right = x + width;
  const bottom = y + height;
  if (edge.includes("e")) width = clamp(width + dx, least.width, screen.width - x);
  if (edge.includes("s")) height = clamp(height + dy, least.height, screen.height - y);
  if (edge.includes("w")) {
    x = clamp(x + dx, 0, right - least.width);
    width = right - x;
  }
  if (edge.includes("n")) {
    y = clamp(y + dy, 0, bottom - least.height);
    height = bottom - y;
  }
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

/** The whole rectangle on the screen, made smaller where it must be. */
export function fitRect(rect: Rect, screen: Size): Rect {
  const width = Math.min(rect.width, screen.width);
  const height = Math.min(rect.height, screen.height);
  return {
    x: Math.round(clamp(rect.x, 0, screen.width - width)),
    y: Math.round(clamp(rect.y, 0, screen.height - height)),
    width: Math.round(width),
    height: Math.round(height),
  };
}

/** A place for a new window: the middle, each further one a step down and right. */
export function placeRect(size: Size, screen: Size, neighbours: number): Rect {
  const step = (neighbours % 6) * CASCADE;
  const x = (screen.width - size.width) / 2 + step;
  const y = (screen.height - size.height) / 2.6 + step;
  return fitRect({ x, y, width: size.width, height: size.height }, screen);
}

export const sameSize = (one: Size, other: Size): boolean => one.width === other.width && one.height === other.height;

/** The rectangle between two of its corners. */
export function spanned(one: Point, other: Point): Rect {
  return { x: Math.min(one.x, other.x), y: Math.min(one.y, other.y), width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) };
}

export function meets(one: Rect, other: Rect): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}
