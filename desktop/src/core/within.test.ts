import { expect, it } from "vitest";
import { directoriesFirst, isWithin } from "./within";

it.each([
  ["/a/b", "/a", true],
  ["/a", "/a", true],
  ["/ab", "/a", false],
  ["/a", "/", true],
  ["/", "/a", false],
])("%s is within %s: %s", (path, directory, expected) => {
  expect(isWithin(path, directory)).toBe(expected);
});

it("directories stand first, and the order of others is somebody else's business", () => {
  expect([false, true, false, true].sort(directoriesFirst)).toEqual([true, true, false, false]);
  expect(directoriesFirst(true, true)).toBe(0);
});
