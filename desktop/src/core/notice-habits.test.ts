import { describe, expect, it } from "vitest";
import { isQuiet, nextMorning, readHabits, senderOf, USUAL, withMuted } from "./notice-habits";

describe("being left alone", () => {
  it.each([
    [false, false],
    [true, true],
    [1001, true],
    [1000, false],
  ])("%j at the thousandth millisecond: %j", (quiet, alone) => {
    expect(isQuiet({ ...USUAL, quiet }, 1000)).toBe(alone);
  });

  it.each([
    ["2026-03-04T07:59", "2026-03-04T08:00"],
    ["2026-03-04T08:00", "2026-03-05T08:00"],
    ["2026-12-31T23:00", "2027-01-01T08:00"],
  ])("until the morning, from %s: %s", (now, morning) => {
    expect(nextMorning(new Date(now))).toBe(new Date(morning).getTime());
  });
});

it("mutes one sender at a time, and once", () => {
  const muted = withMuted(withMuted(withMuted(USUAL, "app_1", true), "house", true), "app_1", true);
  expect(muted.muted).toEqual(["house", "app_1"]);
  expect(withMuted(muted, "app_1", false).muted).toEqual(["house"]);
  expect([senderOf({}), senderOf({ app: "" }), senderOf({ app: "app_1" })]).toEqual(["house", "house", "app_1"]);
});

it.each([
  [null, null],
  ["text", null],
  [{}, USUAL],
  [{ quiet: "no", sounds: 1, volume: 7, muted: "all" }, USUAL],
  [{ quiet: 5, sounds: true, volume: 0, muted: ["a", 3] }, { quiet: 5, sounds: true, volume: 0, muted: ["a"] }],
])("makes the best of what was stored: %j", (stored, habits) => {
  expect(readHabits(stored)).toEqual(habits);
});
