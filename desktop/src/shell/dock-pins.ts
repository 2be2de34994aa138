// The apps that a person keeps in their taskbar.

import { computed, type ReadonlySignal } from "@preact/signals";
import { readPins, type Pins } from "../core/pins";
import type { Live } from "../client/live";
import { OwnValue, type OwnValuePorts } from "./own-value";

export interface DockPinsPorts extends OwnValuePorts {
  readonly first?: readonly string[]; // what is kept there until somebody chooses; without it every app is
}

export class DockPins {
  private readonly kept: OwnValue<readonly string[]>;
  readonly pins: ReadonlySignal<Pins>;

  constructor({ first, ...ports }: DockPinsPorts) {
    this.kept = new OwnValue(ports, "desktop.taskbar", readPins);
    this.pins = computed(() => this.kept.value.value ?? first ?? null);
  }

  /** Be what another device has chosen, or chooses; answers how to stop. */
  follow(live: Pick<Live, "listen">): () => void {
    return this.kept.follow(live);
  }

  set(pins: readonly string[]): void {
    this.kept.set(pins);
  }
}
