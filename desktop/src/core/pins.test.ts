import { describe, expect, it } from "vitest";
import { docked, movePin, readPins, stepPin, togglePin, type Pins } from "./pins";

const apps = ["a", "b", "c", "d"];
const idsOf = (pins: Pins, open: readonly string[] = []): string => docked(pins, apps, open).map(({ id, pinned }) => (pinned ? id : `(${id})`)).join("");

describe("the taskbar", () => {
  it("has every app until somebody chooses", () => {
    expect(idsOf(null, ["b"])).toBe("abcd");
  });

  it("has what is kept, then what is open only", () => {
    expect(idsOf(["c", "gone", "a"], ["b", "c"])).toBe("ca(b)");
  });
});

it.each<[Pins, string, string, string]>([
  [null, "a", "c", "bcad"],
  [null, "d", "a", "dabc"],
  [["c", "gone", "a"], "a", "c", "ac"],
  [["a", "b"], "d", "a", "dab"],
  [["a", "b"], "a", "a", "ab"],
  [["a", "b"], "a", "nowhere", "ab"],
])("from %s, %s to the place of %s", (pins, id, to, wanted) => {
  expect(idsOf(movePin(pins, apps, id, to))).toBe(wanted);
});

it("goes by one place, over those that are not there", () => {
  expect(idsOf(stepPin(["a", "gone", "b"], apps, "a", 1))).toBe("ba");
  expect(idsOf(stepPin(["a", "b"], apps, "b", 1))).toBe("ab");
  expect(idsOf(stepPin(null, apps, "a", -1))).toBe("abcd");
});

it("is taken away and put back at the end", () => {
  const without = togglePin(null, apps, "b");
  expect(idsOf(without)).toBe("acd");
  expect(idsOf(togglePin(without, apps, "b"))).toBe("acdb");
});

it("reads only lists of names", () => {
  expect([readPins(["a", 3, "b"]), readPins(null), readPins("a"), readPins({})]).toEqual([["a", "b"], null, null, null]);
});
