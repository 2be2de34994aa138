import { describe, expect, it } from "vitest";
import type { Rect } from "./geometry";
import { caught, tile, towards, type Arrow } from "./tiles";

const screen = { width: 1280, height: 736 };

function shown(windows: readonly { width: number; height: number }[]): readonly Rect[] {
  return tile(windows, screen).map(({ x, y, scale }, at) => ({ x, y, width: windows[at]!.width * scale, height: windows[at]!.height * scale }));
}

const overlap = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("tiles", () => {
  it.each([1, 2, 3, 5, 8, 23])("of %i windows lie on the screen and beside one another", (count) => {
    const windows = Array.from({ length: count }, (_, at) => ({ width: 400 + 90 * (at % 5), height: 300 + 70 * (at % 4) }));
    const rects = shown(windows);
    for (const [at, rect] of rects.entries()) {
      expect(rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= screen.width && rect.y + rect.height + 30 <= screen.height).toBe(true);
      expect(rects.slice(at + 1).filter((other) => overlap(rect, other))).toEqual([]);
    }
  });

  it("are none of none, and never larger than the window", () => {
    expect(tile([], screen)).toEqual([]);
    expect(tile([{ width: 200, height: 100 }], screen)[0]!.scale).toBeLessThan(1);
  });

  it("leave the top free where they are told to", () => {
    const below = { width: 1280, height: 636 };
    const windows = [{ width: 400, height: 300 }, { width: 900, height: 700 }];
    expect(tile(windows, screen, 100)).toEqual(tile(windows, below).map((placed) => ({ ...placed, y: placed.y + 100 })));
  });

  it("stand side by side on a wide screen and one below the other on a phone", () => {
    const [one, two] = tile([screen, screen], screen);
    expect(one!.y).toBe(two!.y);
    const phone = { width: 390, height: 780 };
    const [upper, lower] = tile([{ width: 390, height: 300 }, { width: 390, height: 300 }], phone);
    expect(upper!.x).toBe(lower!.x);
    expect(lower!.y).toBeGreaterThan(upper!.y);
  });
});

describe("a tile that is carried", () => {
  const carriedTo = caught({ x: 100, y: 200, scale: 0.5 }, { width: 800, height: 600 }, { x: 300, y: 250 }, 160);

  it("is small under the pointer, which holds it where it caught it", () => {
    expect(carriedTo({ x: 300, y: 250 })).toEqual({ x: 220, y: 230, scale: 0.2 });
    expect(carriedTo({ x: 340, y: 40 })).toEqual({ x: 260, y: 20, scale: 0.2 });
  });

  it("is not made larger", () => {
    expect(caught({ x: 0, y: 0, scale: 0.5 }, { width: 100, height: 100 }, { x: 0, y: 0 }, 160)({ x: 0, y: 0 }).scale).toBe(0.5);
  });
});

describe("arrows", () => {
  const at = (x: number, y: number): Rect => ({ x, y, width: 10, height: 10 });
  const grid = [at(0, 0), at(100, 0), at(200, 0), at(50, 100), at(150, 100)];

  it.each<[Arrow, number, number]>([
    ["ArrowRight", 0, 1],
    ["ArrowRight", 2, 2],
    ["ArrowLeft", 2, 1],
    ["ArrowDown", 0, 3],
    ["ArrowDown", 2, 4],
    ["ArrowUp", 3, 0],
    ["ArrowUp", 1, 1],
    ["ArrowDown", 9, 9],
  ])("%s from %i", (arrow, from, wanted) => {
    expect(towards(arrow, from, grid)).toBe(wanted);
  });
});
