import { expect, it } from "vitest";
import { isGrid, lookOf, readLayout, sizeOf } from "./layouts";

it.each([
  [null, "icons"],
  ["gallery", "gallery"],
  ["columns", "columns"],
  ["carousel", "icons"],
])("takes %o for %s", (text, layout) => {
  expect(readLayout(text)).toBe(layout);
});

it("gives fingers more room than a mouse in rows", () => {
  expect(sizeOf("list", true).height).toBeGreaterThan(sizeOf("list", false).height);
  expect([isGrid("gallery"), isGrid("columns"), lookOf("list").label]).toEqual([true, false, "List"]);
});
