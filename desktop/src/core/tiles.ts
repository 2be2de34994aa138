// The overview of all windows: where each is shown, made smaller and side by side, and which is next to which.

import type { Point, Rect, Size } from "./geometry";

export interface Tile extends Point {
  readonly scale: number; // of the window's own size
}

const GAP = 28; // CSS pixels between windows and to the sides
const CAPTION = 34; // under each
const LARGEST = 0.72;
const LEAST = 0.02;

/** A tile for each window in the order given, in as many rows as make them largest. `above`: so much is left free at the top of the screen. */
export function tile(windows: readonly Size[], screen: Size, above = 0): readonly Tile[] {
  const room = { width: screen.width, height: screen.height - above };
  const tries = windows.map((_window, rows) => inRows(windows, room, rows + 1));
  const best = tries.reduce((one, other) => (least(other) > least(one) + 1e-6 ? other : one), tries[0] ?? []);
  return best.map((placed) => ({ ...placed, y: placed.y + above }));
}

/** A tile taken hold of at a point of the page: under it from then on where it was caught, and no longer at any side than `most`. */
export function caught(tile: Tile, size: Size, at: Point, most: number): (to: Point) => Tile {
  const scale = Math.min(tile.scale, most / size.width, most / size.height);
  const share = { x: (at.x - tile.x) / tile.scale, y: (at.y - tile.y) / tile.scale };
  return (to) => ({ x: Math.round(to.x - share.x * scale), y: Math.round(to.y - share.y * scale), scale });
}

const least = (tiles: readonly Tile[]): number => Math.min(...tiles.map(({ scale }) => scale));

function inRows(windows: readonly Size[], screen: Size, rows: number): readonly Tile[] {
  const columns = Math.ceil(windows.length / rows);
  const cell = { width: (screen.width - GAP) / columns - GAP, height: (screen.height - GAP) / rows - GAP - CAPTION };
  return windows.map((window, at) => {
    const scale = Math.max(LEAST, Math.min(LARGEST, cell.width / window.width, cell.height / window.height));
    const row = Math.floor(at / columns);
    const inRow = Math.min(columns, windows.length - row * columns);
    const indent = ((columns - inRow) * (cell.width + GAP)) / 2; // the last row stands in the middle
    const x = GAP + indent + (at % columns) * (cell.width + GAP) + (cell.width - window.width * scale) / 2;
    const y = GAP + row * (cell.height + GAP + CAPTION) + (cell.height - window.height * scale) / 2;
    return { x: Math.round(x), y: Math.round(y), scale };
  });
}

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The nearest rectangle that way, by their middles; the same one where there is none. */
export function towards(arrow: Arrow, from: number, rects: readonly Rect[]): number {
  const [one, ...middles] = [rects[from], ...rects].map((rect) => rect && { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });
  if (!one) return from;
  const distances = middles.map((middle) => (middle ? away(arrow, middle.x - one.x, middle.y - one.y) : Infinity));
  const nearest = Math.min(...distances);
  return Number.isFinite(nearest) ? distances.indexOf(nearest) : from;
}

/** Aside counts twice, so that what lies straight ahead is preferred. */
function away(arrow: Arrow, dx: number, dy: number): number {
  const sideways = arrow === "ArrowLeft" || arrow === "ArrowRight";
  const ahead = arrow === "ArrowLeft" ? -dx : arrow === "ArrowRight" ? dx : arrow === "ArrowUp" ? -dy : dy;
  const aside = Math.abs(sideways ? dy : dx);
  return ahead > 1 && (!sideways || aside <= ahead) ? ahead + 2 * aside : Infinity;
}
