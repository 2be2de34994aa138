import { expect, it } from "vitest";
import type { Metrics } from "../../wire/generated";
import { withSample, SAMPLES, type Load } from "./metrics";
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

it("turns counters into shares, and begins anew when the machine did", () => {
  const at = (uptime_seconds: number, cpu_seconds: number): Metrics =>
    ({ uptime_seconds, cpu_seconds, memory_total: 100, memory_available: 75 }) as Metrics;
  const first = withSample(null, at(10, 5), 2);
  expect(first).toMatchObject({ cpu: [], memory: [0.25] });
  const second = withSample(first, at(12, 7), 2);
  expect(second.cpu).toEqual([0.5]);
  expect(withSample(second, at(1, 0), 2).cpu).toEqual([]);
  let load: Load = second;
  for (let count = 0; count < 200; count += 1) load = withSample(load, at(14 + count, 7), 2);
  expect(load.cpu).toHaveLength(SAMPLES);
});
