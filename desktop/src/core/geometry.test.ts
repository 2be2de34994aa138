import { describe, expect, it } from "vitest";
import { fitRect, keepReachable, meets, moveRect, placeRect, resizeRect, spanned, type Edge } from "./geometry";

const screen = { width: 1000, height: 700 };
const rect = { x: 100, y: 100, width: 400, height: 300 };
const least = { width: 200, height: 150 };

describe("moving", () => {
  it("goes where it is dragged", () => {
    expect(moveRect(rect, 30, -20, screen)).toEqual({ ...rect, x: 130, y: 80 });
  });

  it.each([
    [-5000, 0],
    [5000, 0],
    [0, -5000],
    [0, 5000],
  ])("keeps the title bar within reach (%i, %i)", (dx, dy) => {
    const moved = moveRect(rect, dx, dy, screen);
    expect(moved.y).toBeGreaterThanOrEqual(0);
    expect(moved.y).toBeLessThanOrEqual(screen.height - 40);
    expect(moved.x + moved.width).toBeGreaterThanOrEqual(96);
    expect(moved.x).toBeLessThanOrEqual(screen.width - 96);
  });

  it("does not push a window narrower than the reach", () => {
    expect(keepReachable({ x: 0, y: 0, width: 50, height: 50 }, screen).x).toBe(0);
  });
});

describe("resizing", () => {
  it.each<[Edge, object]>([
    ["e", { ...rect, width: 410 }],
    ["w", { ...rect, x: 110, width: 390 }],
    ["s", { ...rect, height: 310 }],
    ["n", { ...rect, y: 110, height: 290 }],
    ["nw", { x: 110, y: 110, width: 390, height: 290 }],
    ["se", { ...rect, width: 410, height: 310 }],
  ])("pulls %s", (edge, wanted) => {
    expect(resizeRect(rect, edge, 10, 10, least, screen)).toEqual(wanted);
  });

  it("stops at the least size and keeps the opposite side in place", () => {
    expect(resizeRect(rect, "nw", 5000, 5000, least, screen)).toEqual({ x: 300, y: 250, width: 200, height: 150 });
  });

  it("stops at the screen", () => {
    expect(resizeRect(rect, "se", 5000, 5000, least, screen)).toEqual({ x: 100, y: 100, width: 900, height: 600 });
  });
});

it("fits a window into a smaller screen", () => {
  expect(fitRect({ x: 900, y: 500, width: 1200, height: 300 }, screen)).toEqual({ x: 0, y: 400, width: 1000, height: 300 });
});

it("places new windows one beside the other", () => {
  const first = placeRect(least, screen, 0);
  const second = placeRect(least, screen, 1);
  expect(second.x).toBeGreaterThan(first.x);
  expect(second.y).toBeGreaterThan(first.y);
});

it("spans a band between any two corners, which meets what it touches", () => {
  const band = spanned({ x: 300, y: 40 }, { x: 200, y: 120 });
  expect(band).toEqual({ x: 200, y: 40, width: 100, height: 80 });
  expect(meets(band, rect)).toBe(true);
  expect(meets(band, { ...rect, x: 300 })).toBe(false);
  expect(meets(band, { ...rect, y: 121 })).toBe(false);
});
