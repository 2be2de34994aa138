import { afterEach, describe, expect, it, vi } from "vitest";
import { asRead, fromRight, showEnd } from "./direction";

const page = (dir: string): void => void vi.stubGlobal("document", { documentElement: { dir } });

afterEach(() => vi.unstubAllGlobals());

it("reads from the left where nothing else is said", () => {
  expect(fromRight()).toBe(false);
  page("");
  expect(fromRight()).toBe(false);
});

describe("keys", () => {
  it.each([
    ["ltr", "ArrowRight", "ArrowRight"],
    ["rtl", "ArrowRight", "ArrowLeft"],
    ["rtl", "ArrowLeft", "ArrowRight"],
    ["rtl", "ArrowDown", "ArrowDown"],
    ["rtl", "Enter", "Enter"],
  ])("%s: %s is %s", (dir, key, read) => {
    page(dir);
    expect(asRead(key)).toBe(read);
  });
});

describe("the end of a row", () => {
  it.each([
    ["ltr", 300],
    ["rtl", -300],
  ])("%s: is at %i", (dir, left) => {
    page(dir);
    const scrollTo = vi.fn();
    showEnd({ scrollWidth: 300, scrollTo } as unknown as HTMLElement);
    expect(scrollTo).toHaveBeenCalledWith({ left });
  });
});
