import { describe, expect, it } from "vitest";
import { isSnap, LAYOUTS, push, snapAt, snapRect, SNAPS, type Push, type Pushed, type Snap } from "./snaps";

const screen = { width: 1000, height: 700 };

describe("places", () => {
  it.each(LAYOUTS.map((layout) => [layout]))("%s fill an odd screen without a gap", (layout) => {
    const odd = { width: 1001, height: 701 };
    const rects = layout.map((snap) => snapRect(snap, odd));
    const area = rects.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(area).toBe(odd.width * odd.height);
    expect(rects.every(({ x, y, width, height }) => x >= 0 && y >= 0 && x + width <= odd.width && y + height <= odd.height)).toBe(true);
  });

  it("can each be chosen by looking", () => {
    expect(new Set(LAYOUTS.flat())).toEqual(new Set(Object.keys(SNAPS)));
  });

  it("are told from what is none", () => {
    expect(["full", "left-third"].every(isSnap)).toBe(true);
    expect(["", "toString", "middle", null, 3].some(isSnap)).toBe(false);
  });
});

it.each<[string, number, number, Snap | null]>([
  ["a side", 2, 300, "left"],
  ["the other side", 999, 300, "right"],
  ["the top of a side", 2, 100, "top-left"],
  ["a corner", 1000, 0, "top-right"],
  ["the bottom of a side", 0, 650, "bottom-left"],
  ["the other corner", 995, 699, "bottom-right"],
  ["the top", 500, 0, "full"],
  ["the bottom, left", 200, 695, "left-third"],
  ["the bottom, middle", 500, 720, "middle-third"],
  ["the bottom, right", 800, 699, "right-third"],
  ["the middle", 500, 300, null],
  ["near the top", 500, 9, null],
])("snaps at %s", (_where, x, y, wanted) => {
  expect(snapAt({ x, y }, screen)).toBe(wanted);
});

describe("pushing with arrows", () => {
  it.each<[Snap | null, Push, Pushed]>([
    [null, "left", "left"],
    [null, "up", "full"],
    [null, "down", "taskbar"],
    ["left", "left", "free"],
    ["left", "right", "right"],
    ["left", "up", "top-left"],
    ["right", "down", "bottom-right"],
    ["top-left", "up", "full"],
    ["top-left", "right", "top-right"],
    ["bottom-right", "down", "taskbar"],
    ["full", "up", "free"],
    ["middle-third", "right", "right"],
  ])("from %s to the %s", (from, way, wanted) => {
    expect(push(from, way)).toBe(wanted);
  });

  it("reaches every half and quarter and comes back from each", () => {
    const ways: readonly Push[] = ["left", "right", "up", "down"];
    for (const snap of Object.keys(SNAPS).filter(isSnap)) {
      const seen = new Set<Pushed>([snap]);
      for (const from of seen) if (isSnap(from)) ways.forEach((way) => seen.add(push(from, way)));
      expect([...seen]).toEqual(expect.arrayContaining(["free", "taskbar", "full", "left", "right", "top-left", "bottom-right"]));
    }
  });
});
