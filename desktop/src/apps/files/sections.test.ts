import { expect, it } from "vitest";
import { HEADING, partsOf, revealIn, rowsFurther, touchedIn } from "./sections";
import { partOf, reveal } from "./virtual";

const measures = { count: 10_000, columns: 4, rowHeight: 100, top: 0, height: 600 };
const SECTIONS = [
  { first: 0, count: 6 }, // two rows
  { first: 6, count: 1 },
  { first: 7, count: 9_993 },
];

it("draws what has no headings as one list", () => {
  for (const top of [0, 100_000]) {
    const { parts, height } = partsOf([], { ...measures, top });
    expect([parts, height]).toEqual([[{ section: 0, top: 0, ...partOf({ ...measures, top }) }], 250_000]);
  }
  expect(revealIn([], 25, measures)).toBe(reveal(25, measures));
  expect(partsOf([], { ...measures, count: 0 })).toMatchObject({ height: 0, parts: [{ first: 0, end: 0 }] });
});

it("draws of each section what is seen and a little around it", () => {
  const { parts, height } = partsOf(SECTIONS, measures);
  expect(parts).toMatchObject([
    { section: 0, top: 0, first: 0, end: 6, above: HEADING },
    { section: 1, top: HEADING + 200, first: 6, end: 7, above: 2 * HEADING + 200 },
    { section: 2, top: 2 * HEADING + 300, first: 7, above: 3 * HEADING + 300 },
  ]);
  expect(height).toBe(3 * HEADING + (2 + 1 + 2_499) * 100);
  const far = partsOf(SECTIONS, { ...measures, top: 100_000 }).parts;
  expect(far).toHaveLength(1);
  expect((far[0]?.end ?? 0) - (far[0]?.first ?? 0)).toBeLessThan(60);
});

it("shows the heading with the first row, and scrolls no further than it must", () => {
  expect(revealIn(SECTIONS, 6, { ...measures, top: 500 })).toBe(HEADING + 200);
  expect(revealIn(SECTIONS, 5, { ...measures, top: 500 })).toBe(HEADING + 100);
  expect(revealIn(SECTIONS, 5, measures)).toBe(0);
  expect(revealIn(SECTIONS, 6, { ...measures, height: 300 })).toBe(2 * HEADING);
});

it("walks rows over headings, in the column or the last before it", () => {
  const walk = (at: number, by: number): number => rowsFurther(SECTIONS, at, by, measures);
  expect([walk(1, 1), walk(3, 1), walk(5, 1), walk(6, 1), walk(7, -1), walk(6, -1)]).toEqual([5, 5, 6, 7, 6, 4]);
  expect([walk(2, -1), walk(2, -9), walk(9_998, 5), walk(0, 3)]).toEqual([2, 2, 9_999, 7]);
});

it("says what a band touches on both sides of a heading", () => {
  expect(touchedIn(SECTIONS, { left: 10, top: 150, width: 50, height: 300 }, measures, 400)).toEqual([4, 6, 7]);
  expect(touchedIn(SECTIONS, { left: 10, top: 2, width: 50, height: 20 }, measures, 400)).toEqual([]);
});
