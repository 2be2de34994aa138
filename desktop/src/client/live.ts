// Machines, their snapshots and images as they are now: read once, then kept current by events. Everything that shows them reads these signals.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { upsert, without } from "../core/entities";
import { collation } from "../languages/formats";
import type { Event as Fact, Image, ImageProgress, Machine, Snapshot } from "../wire/generated";
import type { Api } from "./api";

/** Hears every fact; null: some may have been missed, so what was read is to be read again. */
export type Listener = (fact: Fact | null) => void;

const byName = collation();

export class Live {
  private readonly machineList = signal<readonly Machine[]>([]);
  private readonly snapshotList = signal<readonly Snapshot[]>([]);
  private readonly imageList = signal<readonly Image[]>([]);
  private readonly readOnce = signal(false);
  private waiting: Fact[] | null = null; // facts that came while everything was being read
  private reading = 0;
  private readonly listeners = new Set<Listener>();

  readonly machines: ReadonlySignal<readonly Machine[]> = computed(() =>
    [...this.machineList.value].sort((one, other) => byName(one.name, other.name)),
  );
  /** Oldest first. */
  readonly snapshots: ReadonlySignal<readonly Snapshot[]> = this.snapshotList;
  readonly images: ReadonlySignal<readonly Image[]> = computed(() =>
    [...this.imageList.value].sort((one, other) => byName(one.name, other.name)),
  );
  /** Whether the first reading is done; before it, empty lists mean nothing. */
  readonly ready: ReadonlySignal<boolean> = this.readOnce;

  constructor(private readonly api: Api) {}

  machine(id: string): Machine | undefined {
    return this.machineList.value.find((machine) => machine.id === id);
  }

  /** Read everything again. Facts that arrive meanwhile are told afterwards, so that none is lost under an older list. */
  async resync(): Promise<void> {
    this.reading += 1;
    const mine = this.reading;
    this.waiting ??= [];
    try {
      const { machines: machineApi, snapshots: snapshotApi, images: imageApi } = this.api;
      const [machines, snapshots, images] = await Promise.all([machineApi.list(), snapshotApi.list(), imageApi.list()]);
      if (mine !== this.reading) return;
      this.machineList.value = machines;
      this.snapshotList.value = snapshots;
      this.imageList.value = images;
      this.readOnce.value = true;
      this.listeners.forEach((hear) => hear(null));
    } finally {
      if (mine === this.reading) this.release();
    }
  }

  private release(): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    waiting.forEach((fact) => this.take(fact));
  }

  take(fact: Fact): void {
    if (this.waiting) {
      this.waiting.push(fact);
      return;
    }
    this.listeners.forEach((hear) => hear(fact));
    const { type, subject, data } = fact;
    if (type === "machine.changed") this.putMachine(data as unknown as Machine);
    else if (type === "machine.removed") this.machineList.value = without(this.machineList.value, subject);
    else if (type === "snapshot.created") this.putSnapshot(data as unknown as Snapshot);
    else if (type === "snapshot.removed") this.snapshotList.value = without(this.snapshotList.value, subject);
    else if (type === "image.changed") this.putImage(data as unknown as Image);
    else if (type === "image.progress") this.progress(subject, data);
    else if (type === "image.removed") this.imageList.value = without(this.imageList.value, subject);
  }

  /** For what is kept elsewhere than here, such as an open directory. Answers how to stop. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What a request answered is known before its event comes. */
  putMachine(machine: Machine): void {
    this.machineList.value = upsert(this.machineList.value, machine);
  }

  putSnapshot(snapshot: Snapshot): void {
    this.snapshotList.value = upsert(this.snapshotList.value, snapshot);
  }

  putImage(image: Image): void {
    this.imageList.value = upsert(this.imageList.value, image);
  }

  forget(): void {
    this.reading += 1;
    this.waiting = null;
    this.machineList.value = [];
    this.snapshotList.value = [];
    this.imageList.value = [];
    this.readOnce.value = false;
  }

  /** The event carries the whole image, or only its progress. */
  private progress(id: string, data: Fact["data"]): void {
    if ("state" in data) {
      this.putImage(data as unknown as Image);
      return;
    }
    const image = this.imageList.value.find((one) => one.id === id);
    if (image) this.putImage({ ...image, progress: data as unknown as ImageProgress });
  }
}
