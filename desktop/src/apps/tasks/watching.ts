// What is asked for again and again while somebody looks: the load of machines that run, and how much storage is used. Asking wakes nothing.

import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Host } from "../../shell/app";
import type { Metrics, StorageUsed } from "../../wire/generated";
import { NO_LOADS, withSamples, type Loads } from "./loads";

const LOADS_EVERY_MS = 2000;
const STORAGE_EVERY_MS = 20_000;

export function useLoads(host: Host): ReadonlySignal<Loads> {
  const loads = useSignal<Loads>(NO_LOADS);
  useAgain(host, LOADS_EVERY_MS, async (stopped) => {
    const running = host.live.machines.peek().filter((machine) => machine.state === "running");
    const answers = await Promise.all(running.map(({ id }) => host.api.machines.metrics(id, stopped).catch(() => null))); // it may have fallen asleep
    if (stopped.aborted) return;
    const samples = new Map(running.flatMap(({ id }, at): [string, Metrics][] => (answers[at] ? [[id, answers[at]]] : [])));
    loads.value = withSamples(loads.peek(), running, samples);
  });
  return loads;
}

export function useStorage(host: Host): ReadonlySignal<StorageUsed | null> {
  const storage = useSignal<StorageUsed | null>(null);
  useAgain(host, STORAGE_EVERY_MS, async () => {
    storage.value = await host.api.files.usage().catch(() => storage.peek()); // what was known stays
  });
  return storage;
}

/** Now and again, for as long as the window is in sight; never two at once. */
function useAgain(host: Host, every: number, ask: (stopped: AbortSignal) => Promise<void>): void {
  const watched = host.visible.value;
  useEffect(() => {
    if (!watched) return undefined;
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const round = async (): Promise<void> => {
      await ask(over.signal);
      if (!over.signal.aborted) timer = setTimeout(() => void round(), every);
    };
    void round();
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, [host, every, watched]);
}
