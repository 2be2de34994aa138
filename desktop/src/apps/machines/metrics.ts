// A machine's load, asked for every two seconds for as long as someone looks.

import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Host } from "../../shell/app";
import type { Metrics } from "../../wire/generated";

export interface Load {
  readonly latest: Metrics;
  readonly cpu: readonly number[]; // shares of all its CPUs, oldest first
  readonly memory: readonly number[]; // shares
}

export const SAMPLES = 45;
const EVERY_MS = 2000;

/** Null until there is a first answer. */
export function useLoad(host: Host, machine: string, vcpus: number, running: boolean): ReadonlySignal<Load | null> {
  const load = useSignal<Load | null>(null);
  const watched = running && host.visible.value;
  useEffect(() => {
    if (!running) load.value = null;
    if (!watched) return undefined;
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const metrics = await host.api.machines.metrics(machine, over.signal).catch(() => null);
      if (over.signal.aborted) return;
      if (metrics) load.value = withSample(load.peek(), metrics, vcpus);
      timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, [host, machine, vcpus, running, watched]);
  return load;
}

export function withSample(load: Load | null, latest: Metrics, vcpus: number): Load {
  const memory = append(load?.memory, 1 - latest.memory_available / Math.max(1, latest.memory_total));
  const passed = load ? latest.uptime_seconds - load.latest.uptime_seconds : 0;
  if (!load || passed <= 0) return { latest, memory, cpu: [] };
  const share = (latest.cpu_seconds - load.latest.cpu_seconds) / passed / vcpus;
  return { latest, memory, cpu: append(load.cpu, Math.max(0, Math.min(1, share))) };
}

function append(shares: readonly number[] = [], share: number): readonly number[] {
  return [...shares, share].slice(-SAMPLES);
}
