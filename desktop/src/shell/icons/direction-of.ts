// Which way a key moves an icon: Ctrl and an arrow, as lines are read.

import type { Direction } from "../../core/icon-grid";
import type { KeyPress } from "../../core/keymap";
import { asRead } from "../../kit/direction";

const DIRECTIONS: Readonly<Record<string, Direction>> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

export function directionOf({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyPress): Direction | null {
  return ctrlKey && !altKey && !metaKey && !shiftKey ? (DIRECTIONS[asRead(key)] ?? null) : null;
}
