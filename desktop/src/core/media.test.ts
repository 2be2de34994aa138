import { expect, it } from "vitest";
import { stemLength } from "./media";

it.each([
  ["a.txt", 1],
  ["archive.tar.gz", 11],
  [".profile", 8],
  ["README", 6],
  ["what.isnoextension", 18],
])("renames what is before the extension of %s", (name, length) => {
  expect(stemLength(name)).toBe(length);
});
