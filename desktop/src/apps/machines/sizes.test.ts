import { expect, it } from "vitest";
import { nameError, suggestName } from "./sizes";

it("suggests names that are free and allowed", () => {
  const taken = new Set<string>();
  for (let count = 0; count < 300; count += 1) {
    const name = suggestName(taken, () => (count % 10) / 10);
    expect(nameError(name, taken)).toBeNull();
    taken.add(name);
  }
});

it.each(["", "Upper", "-x", "x-", "a b", "ä", "x".repeat(63)])("refuses %s as a name", (name) => {
  expect(nameError(name, new Set())).not.toBeNull();
});

it("says when a name is taken", () => {
  expect(nameError("one", new Set(["one"]))).toMatch(/already/);
});
