// What a new machine begins as, unless its maker chooses otherwise: goes with the person.

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Live } from "../client/live";
import { SIZES, type SizeName } from "../core/machine-sizes";
import type { Image } from "../wire/generated";
import type { Host } from "./app";
import { OwnValue, type OwnValuePorts } from "./own-value";

export interface Beginning {
  readonly image: string; // its name; "": the first that is ready
  readonly size: SizeName;
}

const USUAL: Beginning = { image: "", size: "small" };

export class MachineDefaults {
  private readonly kept: OwnValue<Beginning>;
  readonly value: ReadonlySignal<Beginning>;

  constructor(ports: OwnValuePorts) {
    this.kept = new OwnValue(ports, "machines.defaults", readBeginning);
    this.value = computed(() => this.kept.value.value ?? USUAL);
  }

  /** Be what another device has chosen, or chooses; answers how to stop. */
  follow(live: Pick<Live, "listen">): () => void {
    return this.kept.follow(live);
  }

  change(change: Partial<Beginning>): void {
    this.kept.set({ ...this.value.peek(), ...change });
  }

  /** The name of the image that a new machine would have; null: none is ready. */
  imageOf(images: readonly Pick<Image, "name" | "state">[]): string | null {
    const ready = images.filter((image) => image.state === "ready").map((image) => image.name);
    return ready.find((name) => name === this.value.value.image) ?? ready[0] ?? null;
  }
}

export const defaultsFor = ({ storage, user, api }: Pick<Host, "storage" | "user" | "api">): MachineDefaults =>
  new MachineDefaults({ storage, key: `machine-defaults.${user.id}`, kv: api.kv });

/** What was stored, which may be old or damaged. */
function readBeginning(stored: unknown): Beginning | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { image, size } = stored as Record<string, unknown>;
  return { image: typeof image === "string" ? image : USUAL.image, size: typeof size === "string" && size in SIZES ? (size as SizeName) : USUAL.size };
}
