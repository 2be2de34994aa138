import { expect, it } from "vitest";
import { formatTime, sayTime, stepRate } from "./times";

it.each([
  [0, "0:00", "0 seconds"],
  [7.9, "0:07", "7 seconds"],
  [61, "1:01", "1 minute 1 second"],
  [3723, "1:02:03", "1 hour 2 minutes 3 seconds"],
  [7200, "2:00:00", "2 hours"],
  [-1, "0:00", "0 seconds"],
  [NaN, "–:––", "unknown"],
  [Infinity, "–:––", "unknown"],
])("%d seconds are written %s and said %s", (seconds, written, said) => {
  expect([formatTime(seconds), sayTime(seconds)]).toEqual([written, said]);
});

it.each([
  [1, 1, 1.25],
  [1, -1, 0.75],
  [2, 1, 2],
  [0.5, -1, 0.5],
  [1.1, 1, 1.25],
])("the speed after %d by %d is %d", (rate, by, next) => {
  expect(stepRate(rate, by as 1 | -1)).toBe(next);
});
