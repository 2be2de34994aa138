// Moving and sizing a window with the arrow keys.

import type { Shell } from "./shell";

const STEP = 24; // CSS pixels
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** While a window is being adjusted every key is for that: arrows, Enter to keep it, Escape to put it back. */
export function adjustByKey({ desk }: Shell, id: number, event: KeyboardEvent): void {
  const adjusting = desk.adjusting.peek();
  if (adjusting?.id !== id) return;
  event.preventDefault();
  event.stopPropagation();
  const arrow = ARROWS[event.key];
  if (arrow) desk.nudge(id, adjusting.how, ...arrow);
  if (event.key === "Escape") desk.putBack(adjusting.before);
  if (event.key === "Escape" || event.key === "Enter") desk.adjusting.value = null;
}
