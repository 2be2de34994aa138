import { expect, it } from "vitest";
import { isTitledByFile, positionOf } from "./metadata";

it.each([
  [{ top: 10, left: -20 }, { x: -20, y: 10 }],
  [{ top: 10 }, null],
  [{ top: "10", left: 5 }, null],
  [{ top: Number.NaN, left: 5 }, null],
  [{ top: 10, left: 1e9 }, null],
  ["here", null],
  [null, null],
])("%j as a place", (window_position, place) => {
  expect(positionOf({ window_position })).toEqual(place);
});

it("takes nothing but true for a wish", () => {
  expect([true, "true", 1, undefined].map((set_title_to_opened_file) => isTitledByFile({ set_title_to_opened_file }))).toEqual([true, false, false, false]);
});
