// What has been changed of a picture, as a value: which side up, mirrored or not, what is kept of it, how large, and its light. Pure.

import { ALL, pixelsOf, turnCrop, type Crop } from "./crop";
import { lying, type Size } from "./sight";

/** In per cent; 100 is as it was. */
export interface Light {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
}

export interface Edits {
  readonly turns: number; // quarters, clockwise, of the picture itself
  readonly mirrored: boolean; // left and right, after it was turned
  readonly crop: Crop; // of the picture as it lies then
  readonly width: number | null; // pixels of what is kept; null: as many as there are. The height follows
  readonly light: Light;
}

export const AS_IT_IS: Light = { brightness: 100, contrast: 100, saturation: 100 };
export const LARGEST_SIDE = 16_384; // pixels; browsers draw no larger ones

export const beginning = (turns: number): Edits => ({ turns, mirrored: false, crop: ALL, width: null, light: AS_IT_IS });

/** A quarter, as it is seen: in a mirror the picture itself turns the other way. */
export function turned(edits: Edits, by: 1 | -1): Edits {
  return { ...edits, turns: edits.turns + (edits.mirrored ? -by : by), crop: turnCrop(edits.crop, by), width: null };
}

/** Left and right change places, or above and below: a mirror, and for the second half a turn. */
export function flipped(edits: Edits, way: "across" | "down"): Edits {
  const { crop, turns, mirrored } = edits;
  return way === "across"
    ? { ...edits, mirrored: !mirrored, crop: { ...crop, x: 1 - crop.x - crop.width } }
    : { ...edits, mirrored: !mirrored, turns: turns + 2, crop: { ...crop, y: 1 - crop.y - crop.height } };
}

/** The part that is kept, in pixels of the picture as it lies. */
export const frameOf = ({ crop, turns }: Edits, picture: Size): Crop => pixelsOf(crop, lying(picture, turns));

/** How large the picture becomes. */
export function sizeOf(edits: Edits, picture: Size): Size {
  const { width, height } = frameOf(edits, picture);
  return edits.width === null ? { width, height } : scaled({ width, height }, edits.width / width);
}

/** Of these proportions, within what can be drawn. */
function scaled({ width, height }: Size, wanted: number): Size {
  const scale = Math.min(wanted, LARGEST_SIDE / width, LARGEST_SIDE / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The edits with the picture that wide, or that high; proportions stay. */
export function resized(edits: Edits, picture: Size, side: "width" | "height", pixels: number): Edits {
  const frame = frameOf(edits, picture);
  const { width } = scaled(frame, Math.max(1, pixels) / frame[side]);
  return { ...edits, width: width === frame.width ? null : width };
}

export const percentOf = (edits: Edits, picture: Size): number => Math.round((100 * sizeOf(edits, picture).width) / frameOf(edits, picture).width);

/** With another frame, which is kept as large as it is. */
export const framed = (edits: Edits, crop: Crop): Edits => ({ ...edits, crop, width: null });

export const isChanged = (edits: Edits, first: Edits): boolean => JSON.stringify(edits) !== JSON.stringify(first);

/** For a style: what `relit` does to pixels. */
export const filterOf = ({ brightness, contrast, saturation }: Light): string => `brightness(${brightness}%) contrast(${contrast}%) saturate(${saturation}%)`;

/** Four bytes a pixel (red, green, blue, opacity), in place; by the formulas of Filter Effects Module Level 1, in their order. */
export function relit(bytes: Uint8ClampedArray, { brightness, contrast, saturation }: Light): void {
  const [lit, steep, full] = [brightness / 100, contrast / 100, saturation / 100];
  const shift = 127.5 * (1 - steep);
  for (let at = 0; at < bytes.length; at += 4) {
    const red = held(held((bytes[at] ?? 0) * lit) * steep + shift);
    const green = held(held((bytes[at + 1] ?? 0) * lit) * steep + shift);
    const blue = held(held((bytes[at + 2] ?? 0) * lit) * steep + shift);
    const grey = (0.213 * red + 0.715 * green + 0.072 * blue) * (1 - full);
    bytes[at] = red * full + grey;
    bytes[at + 1] = green * full + grey;
    bytes[at + 2] = blue * full + grey;
  }
}

const held = (value: number): number => Math.min(255, Math.max(0, value));
