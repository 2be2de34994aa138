import { expect, it } from "vitest";
import { found } from "./found";

it.each([
  [0, 3, { at: 1, count: 3, more: false }],
  [2, 3, { at: 3, count: 3, more: false }],
  [-1, 0, { at: 0, count: 0, more: false }],
  [-1, 10, { at: 0, count: 10, more: true }],
  [4, 12, { at: 5, count: 10, more: true }],
])("match %i of %i", (index, count, expected) => expect(found(index, count, 10)).toEqual(expected));
