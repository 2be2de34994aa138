// What is kept of a picture: a frame in shares of its sides, as it lies. Pure.

import { say, type Said } from "../../languages/say";
import type { Size } from "./sight";

export interface Crop {
  readonly x: number; // all from 0 to 1
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A side or a corner of the frame: which of its edges it moves. */
export interface Handle {
  readonly name: Said;
  readonly across: -1 | 0 | 1; // the left edge, none, the right one
  readonly down: -1 | 0 | 1;
}

export const ALL: Crop = { x: 0, y: 0, width: 1, height: 1 };

export const HANDLES: readonly Handle[] = [
  { name: say("Top left corner"), across: -1, down: -1 },
  { name: say("Top edge"), across: 0, down: -1 },
  { name: say("Top right corner"), across: 1, down: -1 },
  { name: say("Left edge"), across: -1, down: 0 },
  { name: say("Right edge"), across: 1, down: 0 },
  { name: say("Bottom left corner"), across: -1, down: 1 },
  { name: say("Bottom edge"), across: 0, down: 1 },
  { name: say("Bottom right corner"), across: 1, down: 1 },
];

const LEAST = 0.02;

/** The frame elsewhere, wholly on the picture. */
export function moveCrop(crop: Crop, dx: number, dy: number): Crop {
  return { ...crop, x: clamp(crop.x + dx, 0, 1 - crop.width), y: clamp(crop.y + dy, 0, 1 - crop.height) };
}

/** The frame with this handle moved; the opposite edge stays where it is. */
export function dragCrop(crop: Crop, { across, down }: Handle, dx: number, dy: number): Crop {
  const [x, width] = dragEdge(crop.x, crop.width, across, dx);
  const [y, height] = dragEdge(crop.y, crop.height, down, dy);
  return { x, y, width, height };
}

function dragEdge(start: number, length: number, edge: -1 | 0 | 1, by: number): readonly [number, number] {
  const end = start + length;
  if (edge < 0) {
    const moved = clamp(start + by, 0, end - LEAST);
    return [moved, end - moved];
  }
  return edge > 0 ? [start, clamp(end + by, start + LEAST, 1) - start] : [start, length];
}

/** The same part of a picture that is turned a quarter, clockwise (1) or back (-1). */
export function turnCrop({ x, y, width, height }: Crop, by: 1 | -1): Crop {
  return by > 0 ? { x: 1 - y - height, y: x, width: height, height: width } : { x: y, y: 1 - x - width, width: height, height: width };
}

/** In whole pixels of a picture that lies so large; at least one. */
export function pixelsOf(crop: Crop, { width, height }: Size): Crop {
  const x = Math.min(width - 1, Math.round(crop.x * width));
  const y = Math.min(height - 1, Math.round(crop.y * height));
  return { x, y, width: Math.max(1, Math.round((crop.x + crop.width) * width) - x), height: Math.max(1, Math.round((crop.y + crop.height) * height) - y) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
