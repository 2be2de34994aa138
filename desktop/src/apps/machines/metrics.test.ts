import { expect, test } from "vitest";
import type { Metrics } from "../../wire/generated";
import { overall, sharesOf, SPANS, withSample, type Load } from "./metrics";

const sample = (seconds: number, more: Partial<Metrics> = {}): Metrics => ({
  cpu_seconds: 0,
  uptime_seconds: seconds,
  memory_total: 100,
  memory_available: 75,
  load: [],
  processes: 1,
  disk_total: 0,
  disk_free: 0,
  net_rx: 0,
  net_tx: 0,
  disk_read: 0,
  disk_written: 0,
  ...more,
});

test("rates are what was counted between two samples, a second", () => {
  const first = withSample(null, sample(10), 2);
  expect(first).toMatchObject({ cpu: [], disk: [], network: [], memory: [0.25] });
  const second = withSample(first, sample(12, { cpu_seconds: 1, disk_read: 1000, disk_written: 3000, net_rx: 500, net_tx: 100 }), 2);
  expect(second).toMatchObject({ cpu: [0.25], disk: [2000], network: [300], memory: [0.25, 0.25] });
});

test("a machine that began anew begins anew", () => {
  const before = withSample(withSample(null, sample(10), 1), sample(20, { cpu_seconds: 5 }), 1);
  expect(withSample(before, sample(1), 1)).toMatchObject({ cpu: [], disk: [], network: [] });
});

test("no more is kept than is drawn", () => {
  let load: Load | null = null;
  for (let count = 0; count < 200; count += 1) load = withSample(load, sample(count), 1);
  expect(load?.cpu).toHaveLength(SPANS.now.most);
});

test("the last hour is what was asked of the machine itself", () => {
  const at = "2026-01-01T00:00:00Z";
  const taken = { at, cpu_seconds: 0, resident_bytes: 0 };
  const load = overall([{ ...taken, guest: sample(0) }, taken, { ...taken, guest: sample(30, { cpu_seconds: 15 }) }], 1);
  expect(load?.cpu).toEqual([0.5]);
  expect(overall([taken], 1)).toBeNull();
});

test("little is drawn low", () => {
  expect(sharesOf([0, 1024])).toEqual([0, 0.25]);
  expect(sharesOf([0, 8192, 16_384])).toEqual([0, 0.5, 1]);
});
