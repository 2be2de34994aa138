import { expect, it } from "vitest";
import { relativeTo } from "./relative";

it.each([
  ["a.png", "/ann/docs/a.png"],
  ["./img/a%20b.png#x", "/ann/docs/img/a b.png"],
  ["../a.md?raw", "/ann/a.md"],
  ["../../../../ben/a.md", "/ann/ben/a.md"],
  ["/top.md", "/ann/top.md"],
  ["100%.md", "/ann/docs/100%.md"],
])("%s is %s", (address, path) => {
  expect(relativeTo("/ann/docs", address)).toBe(path);
});
