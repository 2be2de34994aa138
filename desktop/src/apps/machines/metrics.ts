// A machine's load: what it is now, asked for every two seconds for as long as someone looks, and what it was in the last hour, which the daemon remembers.

import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Host } from "../../shell/app";
import type { Metrics, MetricsSample } from "../../wire/generated";

export interface Load {
  readonly latest: Metrics;
  readonly cpu: readonly number[]; // shares of all its CPUs, oldest first
  readonly memory: readonly number[]; // shares
  readonly disk: readonly number[]; // bytes a second, read and written
  readonly network: readonly number[]; // bytes a second, in and out
}

export type Span = "now" | "hour";

/** How a span is looked at: `most` samples, asked for anew after `everyMs`. */
export const SPANS: Readonly<Record<Span, { readonly most: number; readonly everyMs: number }>> = {
  now: { most: 45, everyMs: 2000 },
  hour: { most: 240, everyMs: 15_000 },
};

/** Null until there is a first answer. What was seen of a span is forgotten when another is looked at. */
export function useLoad(host: Host, machine: string, vcpus: number, running: boolean, span: Span): ReadonlySignal<Load | null> {
  const load = useSignal<Load | null>(null);
  const watched = running && host.visible.value;
  useEffect(() => {
    load.value = null;
  }, [machine, running, span]);
  useEffect(() => {
    if (!watched) return undefined;
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const next = await read(host, machine, vcpus, span, load.peek(), over.signal).catch(() => null);
      if (over.signal.aborted) return;
      if (next) load.value = next;
      timer = setTimeout(() => void ask(), SPANS[span].everyMs);
    };
    void ask();
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, [host, machine, vcpus, watched, span]);
  return load;
}

async function read(host: Host, machine: string, vcpus: number, span: Span, load: Load | null, over: AbortSignal): Promise<Load | null> {
  if (span === "hour") return overall(await host.api.machines.metricsHistory(machine, over), vcpus);
  return withSample(load, await host.api.machines.metrics(machine, over), vcpus);
}

/** What the machine's own counters say, one after the other; null: nobody has asked it yet. */
export function overall(samples: readonly MetricsSample[], vcpus: number): Load | null {
  let load: Load | null = null;
  for (const { guest } of samples) if (guest) load = withSample(load, guest, vcpus, SPANS.hour.most);
  return load;
}

export function withSample(load: Load | null, latest: Metrics, vcpus: number, most = SPANS.now.most): Load {
  const memory = append(load?.memory, 1 - latest.memory_available / Math.max(1, latest.memory_total), most);
  const passed = load ? latest.uptime_seconds - load.latest.uptime_seconds : 0;
  if (!load || passed <= 0) return { latest, memory, cpu: [], disk: [], network: [] };
  const before = load.latest;
  const share = (latest.cpu_seconds - before.cpu_seconds) / passed / vcpus;
  const rate = (count: (metrics: Metrics) => number): number => Math.max(0, (count(latest) - count(before)) / passed);
  return {
    latest,
    memory,
    cpu: append(load.cpu, Math.max(0, Math.min(1, share)), most),
    disk: append(load.disk, rate((metrics) => metrics.disk_read + metrics.disk_written), most),
    network: append(load.network, rate((metrics) => metrics.net_rx + metrics.net_tx), most),
  };
}

const LEAST_BYTES = 4096; // a second: what is less is drawn low, and not as if it were much

/** Rates as shares of the highest of them. */
export function sharesOf(rates: readonly number[]): readonly number[] {
  const highest = Math.max(LEAST_BYTES, ...rates);
  return rates.map((rate) => rate / highest);
}

function append(shares: readonly number[] = [], share: number, most: number): readonly number[] {
  return [...shares, share].slice(-most);
}
