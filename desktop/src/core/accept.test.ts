import { expect, it } from "vitest";
import { accepts } from "./accept";

it.each([
  [[], "a.bin", "", true],
  [[".txt"], "A.TXT", "", true],
  [["txt"], "a.txt", "", true],
  [[".txt"], "txt", "", false],
  [["image/*"], "a", "image/png; x=1", true],
  [["image/*"], "a.png", "", false],
  [["image/png"], "a", "image/jpeg", false],
])("%j takes %s (%s): %s", (accept, name, type, taken) => {
  expect(accepts(accept, name, type)).toBe(taken);
});
