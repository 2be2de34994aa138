// The apps that a person keeps in their taskbar: remembered by the browser at once, and by the server for their other devices.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { KvApi } from "../client/kv-api";
import { readPins, type Pins } from "../core/pins";
import type { Storage } from "./storage";

const KEY = "desktop.taskbar"; // among the person's own values

export interface DockPinsPorts {
  readonly storage: Storage;
  readonly key: string; // in the browser's storage
  readonly kv: Pick<KvApi, "read" | "write">;
  readonly first?: readonly string[]; // what is kept there until somebody chooses; without it every app is
}

export class DockPins {
  private readonly current = signal<Pins>(null);
  private changed = false; // here, which what is on the server does not undo

  readonly pins: ReadonlySignal<Pins> = computed(() => this.current.value ?? this.ports.first ?? null);

  constructor(private readonly ports: DockPinsPorts) {
    this.current.value = readPins(parse(ports.storage.read(ports.key)));
  }

  /** What another device has chosen. */
  async look(): Promise<void> {
    const stored = readPins(await this.ports.kv.read(KEY).catch(() => null));
    if (stored && !this.changed) this.show(stored);
  }

  /** What cannot be sent is this browser's own until it is changed again. */
  set(pins: readonly string[]): void {
    this.changed = true;
    this.show(pins);
    void this.ports.kv.write(KEY, pins).catch(() => undefined);
  }

  private show(pins: readonly string[]): void {
    this.current.value = pins;
    this.ports.storage.write(this.ports.key, JSON.stringify(pins));
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
