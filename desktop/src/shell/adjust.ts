// Moving and sizing a window with the arrow keys.

import type { Edge } from "../core/geometry";
import { say } from "../languages/say";
import type { Keyed } from "./app";
import type { Shell } from "./shell";

const STEP = 24; // CSS pixels

interface Arrow {
  readonly by: readonly [number, number];
  readonly edge: Edge; // that it pulls
  readonly opposite: Edge; // that it pulls with Shift
}

const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: { by: [-STEP, 0], edge: "e", opposite: "w" },
  ArrowRight: { by: [STEP, 0], edge: "e", opposite: "w" },
  ArrowUp: { by: [0, -STEP], edge: "s", opposite: "n" },
  ArrowDown: { by: [0, STEP], edge: "s", opposite: "n" },
};

/** For the guide to shortcuts: what the keys do while a window is sized. */
export const SIZING_KEYS: readonly Keyed[] = [
  { label: say("While resizing: the right or lower edge"), shortcut: "ArrowRight" },
  { label: say("While resizing: the left or upper edge"), shortcut: "Shift+ArrowLeft" },
];

/** While a window is being adjusted every key is for that: arrows, Enter to keep it, Escape to put it back. */
export function adjustByKey({ desk }: Shell, id: number, event: KeyboardEvent): void {
  const adjusting = desk.adjusting.peek();
  if (adjusting?.id !== id) return;
  event.preventDefault();
  event.stopPropagation();
  const arrow = ARROWS[event.key];
  if (arrow && adjusting.how === "move") desk.nudge(id, ...arrow.by);
  else if (arrow) desk.pull(id, event.shiftKey ? arrow.opposite : arrow.edge, ...arrow.by);
  if (event.key === "Escape") desk.putBack(adjusting.before);
  if (event.key === "Escape" || event.key === "Enter") desk.adjusting.value = null;
}
