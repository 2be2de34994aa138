import { describe, expect, it } from "vitest";
import { ALL, dragCrop, HANDLES, moveCrop, pixelsOf, turnCrop, type Crop, type Handle } from "./crop";

const QUARTER: Crop = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
const handle = (name: string): Handle => HANDLES.find((one) => one.name === name) as Handle;

describe("a frame", () => {
  it.each([
    ["Top left corner", 0.05, 0.15, { x: 0.3, y: 0.4, width: 0.45, height: 0.35 }],
    ["Bottom right corner", -0.25, 0.05, { x: 0.25, y: 0.25, width: 0.25, height: 0.55 }],
    ["Top edge", 0.3, -0.1, { x: 0.25, y: 0.15, width: 0.5, height: 0.6 }],
    ["Right edge", 5, 5, { x: 0.25, y: 0.25, width: 0.75, height: 0.5 }],
    ["Left edge", -5, 0, { x: 0, y: 0.25, width: 0.75, height: 0.5 }],
    ["Left edge", 5, 0, { x: 0.73, y: 0.25, width: 0.02, height: 0.5 }],
  ])("follows its handle: %s by %d, %d", (name, dx, dy, expected) => {
    const dragged = dragCrop(QUARTER, handle(name), dx, dy);
    for (const side of ["x", "y", "width", "height"] as const) expect(dragged[side]).toBeCloseTo(expected[side]);
  });

  it("moves no farther than the picture", () => {
    expect(moveCrop(QUARTER, 0.1, -3)).toEqual({ ...QUARTER, x: 0.35, y: 0 });
    expect(moveCrop(ALL, 0.1, 0.1)).toEqual(ALL);
  });

  it("stays on the same part when the picture is turned", () => {
    const corner: Crop = { x: 0, y: 0, width: 0.5, height: 0.25 };
    expect(turnCrop(corner, 1)).toEqual({ x: 0.75, y: 0, width: 0.25, height: 0.5 });
    expect(turnCrop(turnCrop(corner, 1), -1)).toEqual(corner);
  });

  it.each([
    [ALL, { x: 0, y: 0, width: 300, height: 200 }],
    [QUARTER, { x: 75, y: 50, width: 150, height: 100 }],
    [{ x: 0.999, y: 0.999, width: 0.001, height: 0.001 }, { x: 299, y: 199, width: 1, height: 1 }],
  ])("is whole pixels: %o", (crop, pixels) => {
    expect(pixelsOf(crop, { width: 300, height: 200 })).toEqual(pixels);
  });
});
