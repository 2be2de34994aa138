// What machines take, from one sample to the next: pure sums over what their guests count.

import type { Machine, Metrics } from "../../wire/generated";

/** Of one machine. */
export interface Load {
  readonly cpu: number | null; // share of its CPUs, 0 to 1; null: it takes two samples to know
  readonly memory: number; // bytes that its programs hold
  readonly disk: number; // bytes of its disk that are used
  readonly processes: number;
}

export interface Loads {
  readonly of: ReadonlyMap<string, Load>; // by machine
  readonly cpu: readonly number[]; // share of the CPUs of all machines that run, oldest first
  readonly memory: readonly number[]; // share of their memory
  readonly samples: ReadonlyMap<string, Metrics>;
}

export const NO_LOADS: Loads = { of: new Map(), cpu: [], memory: [], samples: new Map() };
export const SAMPLES = 45;

type Sized = Pick<Machine, "id" | "vcpus" | "memory_mib">;

const MIB = 1024 * 1024;

/** `machines`: those that run; `samples`: what they answered, without those that did not. */
export function withSamples(before: Loads, machines: readonly Sized[], samples: ReadonlyMap<string, Metrics>): Loads {
  const of = new Map<string, Load>();
  for (const { id, vcpus } of machines) {
    const sample = samples.get(id);
    if (sample) of.set(id, loadOf(before.samples.get(id), sample, vcpus));
  }
  const answered = machines.filter(({ id }) => of.has(id));
  const known = answered.filter(({ id }) => of.get(id)?.cpu !== null);
  const cpu = share(known, ({ id, vcpus }) => (of.get(id)?.cpu ?? 0) * vcpus, ({ vcpus }) => vcpus);
  const memory = share(answered, ({ id }) => of.get(id)?.memory ?? 0, ({ memory_mib }) => memory_mib * MIB);
  const first = machines.length > 0 && known.length === 0; // of a first sample no processor time is known
  return { of, samples, cpu: first ? before.cpu : append(before.cpu, cpu), memory: append(before.memory, memory) };
}

function loadOf(before: Metrics | undefined, now: Metrics, vcpus: number): Load {
  const passed = before ? now.uptime_seconds - before.uptime_seconds : 0; // less than nothing: it started again
  const cpu = before && passed > 0 ? clamp((now.cpu_seconds - before.cpu_seconds) / passed / vcpus) : null;
  return { cpu, memory: now.memory_total - now.memory_available, disk: now.disk_total - now.disk_free, processes: now.processes };
}

function share(machines: readonly Sized[], used: (machine: Sized) => number, whole: (machine: Sized) => number): number {
  const sum = (of: (machine: Sized) => number): number => machines.reduce((total, machine) => total + of(machine), 0);
  return clamp(sum(used) / Math.max(1, sum(whole)));
}

const clamp = (value: number): number => Math.max(0, Math.min(1, value));

const append = (shares: readonly number[], value: number): readonly number[] => [...shares, value].slice(-SAMPLES);
