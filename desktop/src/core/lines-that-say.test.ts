import { expect, it } from "vitest";
import { linesThatSay } from "./lines-that-say";

it("finds lines in capitals or not, and counts them as people do", () => {
  expect(linesThatSay("One\r\ntwo\nONE more", "one")).toEqual([
    { line: 1, text: "One" },
    { line: 3, text: "ONE more" },
  ]);
  expect(linesThatSay("", "a")).toEqual([]);
});

it("shows of a long line what is around it, and of a long text the first lines", () => {
  const [found] = linesThatSay(`${"x".repeat(5000)}needle${"y".repeat(5000)}`, "needle");
  expect(found?.text).toMatch(/^…x{40}needley+$/);
  expect(found?.text.length).toBeLessThan(250);
  expect(linesThatSay("a\n".repeat(1000), "a")).toHaveLength(50);
});
