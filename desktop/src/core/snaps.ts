// The places that windows snap to: each a share of the screen, found by where a window is dropped or by the arrow key that pushes it.

import { say, type Said } from "../languages/say";
import type { Point, Rect, Size } from "./geometry";

export type Snap =
  | "full"
  | "left"
  | "right"
  | "top-left"
  | "top-right"
  | "bottom-left"
  | "bottom-right"
  | "left-third"
  | "middle-third"
  | "right-third"
  | "left-two-thirds"
  | "right-two-thirds";

interface Place {
  readonly label: Said;
  readonly share: readonly [left: number, top: number, right: number, bottom: number]; // of the screen, 0 to 1
}

const THIRD = 1 / 3;

export const SNAPS: Readonly<Record<Snap, Place>> = {
  full: { label: say("Whole screen"), share: [0, 0, 1, 1] },
  left: { label: say("Left half"), share: [0, 0, 0.5, 1] },
  right: { label: say("Right half"), share: [0.5, 0, 1, 1] },
  "top-left": { label: say("Top left quarter"), share: [0, 0, 0.5, 0.5] },
  "top-right": { label: say("Top right quarter"), share: [0.5, 0, 1, 0.5] },
  "bottom-left": { label: say("Bottom left quarter"), share: [0, 0.5, 0.5, 1] },
  "bottom-right": { label: say("Bottom right quarter"), share: [0.5, 0.5, 1, 1] },
  "left-third": { label: say("Left third"), share: [0, 0, THIRD, 1] },
  "middle-third": { label: say("Middle third"), share: [THIRD, 0, 2 * THIRD, 1] },
  "right-third": { label: say("Right third"), share: [2 * THIRD, 0, 1, 1] },
  "left-two-thirds": { label: say("Left two thirds"), share: [0, 0, 2 * THIRD, 1] },
  "right-two-thirds": { label: say("Right two thirds"), share: [THIRD, 0, 1, 1] },
};

/** Ways to fill a screen, for choosing a place by looking. */
export const LAYOUTS: readonly (readonly Snap[])[] = [
  ["left", "right"],
  ["left-two-thirds", "right-third"],
  ["left-third", "right-two-thirds"],
  ["left-third", "middle-third", "right-third"],
  ["top-left", "top-right", "bottom-left", "bottom-right"],
  ["full"],
];

export const isSnap = (item: unknown): item is Snap => typeof item === "string" && Object.hasOwn(SNAPS, item);

/** Sides are rounded, not lengths, so that neighbours meet without a gap. */
export function snapRect(snap: Snap, screen: Size): Rect {
  const [left, top, right, bottom] = SNAPS[snap].share;
  const x = Math.round(left * screen.width);
  const y = Math.round(top * screen.height);
  return { x, y, width: Math.round(right * screen.width) - x, height: Math.round(bottom * screen.height) - y };
}

const SIDE = 12; // so near to a side a drag snaps, in CSS pixels
const TOP = 6; // less: title bars are often dragged along there
const CORNER = 0.2; // of the height of a side, at both of its ends

/** What a window dropped at this point snaps to: halves at the sides, quarters at their ends, everything at the top, thirds along the bottom. */
export function snapAt(point: Point, screen: Size): Snap | null {
  const side = point.x <= SIDE ? "left" : point.x >= screen.width - SIDE ? "right" : null;
  if (side && point.y <= screen.height * CORNER) return `top-${side}`;
  if (side && point.y >= screen.height * (1 - CORNER)) return `bottom-${side}`;
  if (side) return side;
  if (point.y <= TOP) return "full";
  if (point.y >= screen.height - SIDE) return `${thirdAt(point.x / screen.width)}-third`;
  return null;
}

const thirdAt = (share: number): "left" | "middle" | "right" => (share < THIRD ? "left" : share < 2 * THIRD ? "middle" : "right");

export type Push = "left" | "right" | "up" | "down";

/** Where a window goes next: a place, free, or off to the taskbar. */
export type Pushed = Snap | "free" | "taskbar";

/** By place, and by the side that it is pushed to. What is not listed goes the way of a free window. */
const PUSHES: Readonly<Partial<Record<Snap, Readonly<Record<Push, Pushed>>>>> = {
  full: { left: "left", right: "right", up: "free", down: "taskbar" },
  left: { left: "free", right: "right", up: "top-left", down: "bottom-left" },
  right: { left: "left", right: "free", up: "top-right", down: "bottom-right" },
  "top-left": { left: "left", right: "top-right", up: "full", down: "left" },
  "top-right": { left: "top-left", right: "right", up: "full", down: "right" },
  "bottom-left": { left: "left", right: "bottom-right", up: "left", down: "taskbar" },
  "bottom-right": { left: "bottom-left", right: "right", up: "right", down: "taskbar" },
};

const FREE: Readonly<Record<Push, Pushed>> = { left: "left", right: "right", up: "full", down: "taskbar" };

export function push(snap: Snap | null, way: Push): Pushed {
  return ((snap && PUSHES[snap]) ?? FREE)[way];
}
