import { describe, expect, it } from "vitest";
import { choiceOf, habitOptions, HABIT_NAMES, secondsOf } from "./rest-habits";

describe("when machines rest", () => {
  it.each([null, 0, 30, 3600])("%s is chosen and comes back", (seconds) => expect(secondsOf(choiceOf(seconds))).toBe(seconds));

  it.each(HABIT_NAMES)("%s offers every choice once, one that was set elsewhere too, in order", (name) => {
    const values = habitOptions(name, 77).map((option) => option.value);
    expect(new Set(values).size).toBe(values.length);
    expect(values.at(0)).toBe("usual");
    expect(values.at(-1)).toBe("0");
    const times = values.slice(1, -1).map(Number);
    expect(times).toContain(77);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });
});
