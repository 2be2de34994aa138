import { describe, expect, it } from "vitest";
import { ALL } from "./crop";
import { AS_IT_IS, beginning, filterOf, flipped, framed, LARGEST_SIDE, percentOf, relit, resized, sizeOf, turned, type Edits } from "./edits";

const PICTURE = { width: 400, height: 200 };
const first = beginning(0);

/** Where the picture's right end is seen: the first axis, mirrored and turned as the edits say. */
function seen({ turns, mirrored }: Edits): readonly [number, number] {
  const [x, y] = ([[1, 0], [0, 1], [-1, 0], [0, -1]] as const)[((turns % 4) + 4) % 4] ?? [0, 0];
  return [(mirrored ? -x : x) + 0, y + 0];
}

describe("a picture", () => {
  it("is turned as it is seen, also in a mirror", () => {
    expect(seen(turned(first, 1))).toEqual([0, 1]);
    expect(seen(turned(flipped(first, "across"), 1))).toEqual([0, -1]); // the right end was at the left
    expect(seen(flipped(flipped(first, "across"), "down"))).toEqual([-1, 0]);
    expect(seen(flipped(first, "down"))).toEqual([1, 0]);
  });

  it("keeps the same part, whichever way it lies", () => {
    const part = framed(first, { x: 0, y: 0, width: 0.25, height: 0.5 });
    expect(flipped(part, "across").crop).toEqual({ x: 0.75, y: 0, width: 0.25, height: 0.5 });
    expect(flipped(part, "down").crop).toEqual({ x: 0, y: 0.5, width: 0.25, height: 0.5 });
    expect(sizeOf(part, PICTURE)).toEqual({ width: 100, height: 100 });
    expect(sizeOf(turned(first, -1), PICTURE)).toEqual({ width: 200, height: 400 });
  });

  it("keeps its proportions at any size, and is never larger than can be drawn", () => {
    expect(sizeOf(resized(first, PICTURE, "width", 100), PICTURE)).toEqual({ width: 100, height: 50 });
    expect(sizeOf(resized(first, PICTURE, "height", 100), PICTURE)).toEqual({ width: 200, height: 100 });
    expect(percentOf(resized(first, PICTURE, "width", 100), PICTURE)).toBe(25);
    expect(sizeOf(resized(first, PICTURE, "width", 1e9), PICTURE)).toEqual({ width: LARGEST_SIDE, height: LARGEST_SIDE / 2 });
    expect(sizeOf(resized(first, PICTURE, "height", 0), PICTURE)).toEqual({ width: 2, height: 1 });
    expect(resized(first, PICTURE, "width", 400)).toEqual(first);
    expect(resized(framed(first, ALL), PICTURE, "width", 100).width).toBe(100);
  });
});

describe("light", () => {
  it.each([
    [AS_IT_IS, [10, 100, 200]],
    [{ ...AS_IT_IS, brightness: 200 }, [20, 200, 255]],
    [{ ...AS_IT_IS, contrast: 0 }, [128, 128, 128]],
    [{ ...AS_IT_IS, contrast: 200 }, [0, 72, 255]],
    [{ ...AS_IT_IS, saturation: 0 }, [88, 88, 88]],
  ])("of %j makes of (10, 100, 200): %j", (light, pixel) => {
    const bytes = new Uint8ClampedArray([10, 100, 200, 77]);
    relit(bytes, light);
    expect([...bytes]).toEqual([...pixel, 77]);
  });

  it("is shown by the browser's own filters", () => {
    expect(filterOf({ brightness: 110, contrast: 90, saturation: 0 })).toBe("brightness(110%) contrast(90%) saturate(0%)");
  });
});
