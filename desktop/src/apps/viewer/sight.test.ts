import { describe, expect, it } from "vitest";
import { FITTED, fitScale, isLarger, pan, scaleOf, toggle, turn, zoom, type Scene } from "./sight";

const scene = (width: number, height: number): Scene => ({ picture: { width, height }, box: { width: 800, height: 600 } });
const WIDE = scene(1600, 600);
const SMALL = scene(100, 50);

describe("how large a picture is seen", () => {
  it.each([
    [WIDE, 0, 0.5],
    [WIDE, 1, 0.375],
    [WIDE, 2, 0.5],
    [SMALL, 0, 1],
    [scene(0, 0), 0, 1],
  ])("fits, whichever side is up: %o turned %i", (one, turns, scale) => {
    expect(fitScale(one, turns)).toBe(scale);
  });

  it("grows and shrinks between what fits and the most", () => {
    expect(scaleOf(zoom(FITTED, WIDE, 2), WIDE)).toBe(1);
    expect(scaleOf(zoom(FITTED, WIDE, 1000), WIDE)).toBe(16);
    expect(zoom(zoom(FITTED, WIDE, 2), WIDE, 0.1)).toEqual(FITTED);
  });

  it("goes to its own size and back; one that is small goes to double", () => {
    expect(scaleOf(toggle(FITTED, WIDE), WIDE)).toBe(1);
    expect(scaleOf(toggle(FITTED, SMALL), SMALL)).toBe(2);
    expect(toggle(toggle(FITTED, WIDE), WIDE)).toEqual(FITTED);
  });
});

describe("which part of it", () => {
  it("what is under the point stays there", () => {
    const once = zoom(FITTED, WIDE, 4, { x: 100, y: 50 });
    expect(once.at).toEqual({ x: -300, y: -150 });
    expect(zoom(once, WIDE, 1.5, { x: 100, y: 50 }).at).toEqual({ x: -500, y: -250 });
  });

  it.each([
    [FITTED, 50, 50, { x: 0, y: 0 }],
    [zoom(FITTED, WIDE, 4), 50, -20, { x: 50, y: -20 }],
    [zoom(FITTED, WIDE, 4), 5000, -5000, { x: 1200, y: -300 }],
    [zoom(FITTED, WIDE, 2), -9000, 10, { x: -400, y: 0 }],
  ])("moves no farther than its edges", (sight, dx, dy, at) => {
    expect(pan(sight, WIDE, dx, dy).at).toEqual(at);
  });

  it("is all of it when it is turned", () => {
    expect(turn(zoom(FITTED, WIDE, 4), 1)).toEqual({ ...FITTED, turns: 1 });
    expect([isLarger(FITTED, WIDE), isLarger(turn(FITTED, -1), WIDE), isLarger(zoom(FITTED, WIDE, 2), WIDE)]).toEqual([false, false, true]);
  });
});
