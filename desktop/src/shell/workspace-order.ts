// Putting workspaces in another order in the overview: one is dragged to where another is, or moved by Ctrl and an arrow.

import type { KeyPress } from "../core/keymap";
import { asRead } from "../kit/direction";
import { follow, type Gesture } from "./drag";
import { whenTaken } from "./hold";
import type { Workspaces } from "./workspaces";

const SLACK = 6; // CSS pixels; a press that moves less is a click

/** Which way a key moves a workspace: on (1) or back (-1). */
export function placing({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyPress): 1 | -1 | null {
  if (!ctrlKey || altKey || metaKey || shiftKey) return null;
  const read = asRead(key);
  return read === "ArrowRight" ? 1 : read === "ArrowLeft" ? -1 : null;
}

/** The others make room at once. `carried`: the click that comes when it is let go is none. */
export function carryWorkspace(workspaces: Workspaces, id: number, press: PointerEvent, carried: () => void): void {
  if (press.button !== 0) return;
  const target = press.currentTarget as HTMLElement;
  whenTaken(press, () => shift(workspaces, id, press, target, carried));
}

function shift(workspaces: Workspaces, id: number, press: PointerEvent, target: HTMLElement, carried: () => void): void {
  const before = workspaces.list.peek().findIndex((workspace) => workspace.id === id);
  let moved = false;
  const gesture: Gesture = {
    move(dx, dy) {
      if (!moved && Math.hypot(dx, dy) < SLACK) return;
      moved = true;
      const other = workspaceAt(press.clientX + dx, press.clientY + dy);
      if (other !== null && other !== id) workspaces.swap(id, other);
    },
    end: () => moved && carried(),
    cancel() {
      const there = workspaces.list.peek()[before];
      if (there) workspaces.swap(id, there.id);
    },
  };
  follow(press, gesture, target);
}

function workspaceAt(x: number, y: number): number | null {
  const found = Number(document.elementFromPoint(x, y)?.closest<HTMLElement>(".workspace-card[data-berth]")?.dataset["berth"]);
  return Number.isInteger(found) && found > 0 ? found : null;
}
