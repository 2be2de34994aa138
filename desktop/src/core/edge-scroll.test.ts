import { expect, it } from "vitest";
import { edgeStep } from "./edge-scroll";

it.each([
  ["at the beginning", 0, -14],
  ["near the beginning", 36, -4],
  ["where that ends", 48, 0],
  ["in the middle", 200, 0],
  ["near the end", 376, 7],
  ["at the end", 400, 14],
  ["beyond", 401, 0],
  ["before", -1, 0],
])("goes on %s", (_where, at, step) => {
  expect(edgeStep(at, 0, 400)).toBeCloseTo(step);
});

it("leaves room to stand still in what is small", () => {
  expect([2, 10, 20, 38].map((at) => Math.sign(edgeStep(at, 0, 40)) || 0)).toEqual([-1, 0, 0, 1]);
});
