import { expect, it } from "vitest";
import { partOf, reveal, touched } from "./virtual";

const measures = { count: 10_000, columns: 4, rowHeight: 100, top: 0, height: 600 };

it("draws what is seen and a little around it", () => {
  expect(partOf(measures)).toEqual({ first: 0, end: 36, above: 0, height: 250_000 });
  expect(partOf({ ...measures, top: 100_000 })).toEqual({ first: 3988, end: 4036, above: 99_700, height: 250_000 });
  expect(partOf({ ...measures, top: 249_400 })).toMatchObject({ end: 10_000 });
});

it("draws all of a short list, and nothing of an empty one", () => {
  expect(partOf({ ...measures, count: 3 })).toEqual({ first: 0, end: 3, above: 0, height: 100 });
  expect(partOf({ ...measures, count: 0, top: 500 })).toEqual({ first: 0, end: 0, above: 0, height: 0 });
});

it("scrolls no further than it must", () => {
  expect(reveal(0, { ...measures, top: 50 })).toBe(0);
  expect(reveal(25, measures)).toBe(100);
  expect(reveal(8, measures)).toBe(0);
});

it("says what a band touches", () => {
  const few = { ...measures, count: 6 };
  expect(touched({ left: 90, top: 10, width: 20, height: 100 }, few, 400)).toEqual([0, 1, 4, 5]);
  expect(touched({ left: 350, top: 150, width: 500, height: 900 }, few, 400)).toEqual([]);
});
