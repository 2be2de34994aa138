import { expect, it } from "vitest";
import { readHistory, recalled, withDone, type Done } from "./history";

const done = (sum: string, result = sum): Done => ({ sum, result });

it("keeps the newest, and the same only once in a row", () => {
  const long = Array.from({ length: 60 }, (_, at) => done(`${at}`)).reduce<readonly Done[]>(withDone, []);
  expect([long.length, long.at(0)?.sum, long.at(-1)?.sum]).toEqual([50, "10", "59"]);
  expect(withDone(long, done("59"))).toBe(long);
});

it.each([
  [1, 1, "3"],
  [3, 3, "1"],
  [9, 3, "1"],
  [0, 0, ""],
  [-1, 0, ""],
])("goes %i back", (back, there, sum) => {
  expect(recalled([done("1"), done("2"), done("3")], back)).toEqual({ back: there, sum });
});

it.each([[undefined], ["text"], [[7, null, { sum: 1 }]]])("believes nothing that is damaged: %j", (history) => {
  expect(readHistory({ history })).toEqual([]);
});

it("finds again what was kept", () => {
  expect(readHistory({ history: [done("1+1", "2")] })).toEqual([done("1+1", "2")]);
});
