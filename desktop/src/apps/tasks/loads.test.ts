import { expect, it } from "vitest";
import type { Metrics } from "../../wire/generated";
import { NO_LOADS, SAMPLES, withSamples, type Loads } from "./loads";

const MIB = 1024 * 1024;
const sample = (uptime: number, cpu: number, usedMib = 100): Metrics =>
  ({ uptime_seconds: uptime, cpu_seconds: cpu, memory_total: 512 * MIB, memory_available: (512 - usedMib) * MIB, disk_total: 900, disk_free: 600, processes: 3 }) as Metrics;
const small = { id: "small", vcpus: 1, memory_mib: 512 };
const large = { id: "large", vcpus: 3, memory_mib: 512 };

const after = (...rounds: readonly Readonly<Record<string, Metrics>>[]): Loads =>
  rounds.reduce<Loads>((loads, round) => withSamples(loads, [small, large].filter(({ id }) => id in round), new Map(Object.entries(round))), NO_LOADS);

it("knows memory and disk at once, processor time from the second sample on", () => {
  const first = after({ small: sample(10, 5) });
  expect(first.of.get("small")).toEqual({ cpu: null, memory: 100 * MIB, disk: 300, processes: 3 });
  expect(first.cpu).toEqual([]);
  const second = after({ small: sample(10, 5) }, { small: sample(12, 6) });
  expect(second.of.get("small")?.cpu).toBe(0.5);
  expect(second.cpu).toEqual([0.5]);
});

it("weighs machines by their CPUs", () => {
  const both = after({ small: sample(10, 0), large: sample(10, 0) }, { small: sample(11, 1), large: sample(11, 0) });
  expect(both.cpu).toEqual([0.25]);
  expect(both.memory.at(-1)).toBeCloseTo(200 / 1024);
});

it("begins anew with a machine that started again, and forgets one that is gone", () => {
  const again = after({ small: sample(100, 50) }, { small: sample(1, 1) });
  expect(again.of.get("small")?.cpu).toBeNull();
  const gone = after({ small: sample(1, 0), large: sample(1, 0) }, { large: sample(2, 3) });
  expect([...gone.of.keys()]).toEqual(["large"]);
  expect(gone.cpu).toEqual([1]);
});

it("shows nothing in use when nothing runs", () => {
  expect(after({})).toMatchObject({ cpu: [0], memory: [0] });
});

it("keeps so many samples and no more", () => {
  const many = after(...Array.from({ length: 3 * SAMPLES }, (_, at) => ({ small: sample(at, 0) })));
  expect([many.cpu.length, many.memory.length]).toEqual([SAMPLES, SAMPLES]);
});
