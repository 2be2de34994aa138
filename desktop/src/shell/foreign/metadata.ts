// What an app's maker wants of its window, as the contract has it in `metadata`. Anybody may have written it.

import type { Point } from "../../core/geometry";

type Metadata = Readonly<Record<string, unknown>>;

const FARTHEST = 10_000; // px

/** `window_position: {top, left}`. null: nothing that could be a place. */
export function positionOf(metadata: Metadata): Point | null {
  const said = metadata["window_position"];
  if (typeof said !== "object" || said === null) return null;
  const { top, left } = said as Metadata;
  const isPlace = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= FARTHEST;
  return isPlace(top) && isPlace(left) ? { x: left, y: top } : null;
}

export const isTitledByFile = (metadata: Metadata): boolean => metadata["set_title_to_opened_file"] === true;
