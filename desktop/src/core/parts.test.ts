import { expect, it } from "vitest";
import { cut, missing } from "./parts";

it.each([
  [0, [[1, 0, 0]]],
  [10, [[1, 0, 10]]],
  [11, [[1, 0, 10], [2, 10, 11]]],
  [30, [[1, 0, 10], [2, 10, 20], [3, 20, 30]]],
])("cuts %i bytes", (size, pieces) => {
  expect(cut(size, 10).map(({ number, start, end }) => [number, start, end])).toEqual(pieces);
});

it("sends again what came in part", () => {
  const there = [{ number: 1, size: 10 }, { number: 2, size: 7 }];
  expect(missing(cut(25, 10), there).map((piece) => piece.number)).toEqual([2, 3]);
});
