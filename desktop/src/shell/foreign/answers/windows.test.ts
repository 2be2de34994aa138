import { expect, it } from "vitest";
import type { Place } from "../../../core/foreign/requests";
import { placed } from "./windows";

const SCREEN = { width: 1000, height: 700 };
const RECT = { x: 100, y: 100, width: 400, height: 300 };
const STAYS: Place = { x: null, y: null, width: null, height: null };

it.each<[string, Partial<Place>, object]>([
  ["nothing changes", {}, RECT],
  ["a width", { width: 500 }, { ...RECT, width: 500 }],
  ["no smaller than can be used", { width: 1, height: -5 }, { ...RECT, width: 200, height: 200 }],
  ["no larger than the screen", { width: 9000, height: 9000 }, { x: 0, y: 0, ...SCREEN }],
  ["wholly on the screen when it grows", { width: 950 }, { ...RECT, x: 50, width: 950 }],
  ["a place", { x: 5, y: 6 }, { ...RECT, x: 5, y: 6 }],
  ["within reach when it is put away", { x: 90_000, y: -90_000 }, { ...RECT, x: 904, y: 0 }],
])("%s", (_what, place, rect) => {
  expect(placed(RECT, { ...STAYS, ...place }, SCREEN)).toEqual(rect);
});
