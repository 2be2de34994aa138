import { expect, it } from "vitest";
import { choiceOf, describeTimers, secondsOf, TIMER_NAMES, timerOptions } from "./timers";

it.each([null, undefined, 0, 90, 3600])("a time of %s is chosen and read back", (seconds) => {
  expect(secondsOf(choiceOf("warm_after", seconds))).toBe(seconds ?? null);
  expect(secondsOf(choiceOf("stop_after", seconds))).toBe(seconds ?? 0);
});

it.each(TIMER_NAMES)("%s offers the daemon's settings where it has any, times in order, and never", (name) => {
  const values = timerOptions(name, null).map((option) => option.value);
  expect(values.includes("usual")).toBe(name === "warm_after" || name === "cold_after");
  expect(values).toContain(choiceOf(name, null));
  expect(values.at(-1)).toBe("0");
  const times = values.slice(0, -1).filter((value) => value !== "usual").map(Number);
  expect([...times].sort((one, other) => one - other)).toEqual(times);
});

it("offers a time that was set elsewhere, once", () => {
  expect(timerOptions("cold_after", 77).map((option) => option.value)).toContain("77");
  expect(timerOptions("cold_after", 300).filter((option) => option.value === "300")).toHaveLength(1);
});

it.each([
  [undefined, "As the daemon's settings say"],
  [{}, "As the daemon's settings say"],
  [{ keep_hot: true, stop_after: 3600 }, "Never rests, stops after 1 h"],
  [{ warm_after: 0, cold_after: 600 }, "Never rests, falls asleep after 10 min"],
  [{ stop_after: 0 }, "As the daemon's settings say"],
  [{ remove_after: 86_400 }, "Is removed after 1 d"],
])("says %o in a line", (timers, line) => {
  expect(describeTimers(timers)).toBe(line);
});
