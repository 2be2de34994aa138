// The folders that a person keeps at the side: by their ids, so that they are found again under another name and in another place.

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Live } from "../../client/live";
import { movePin, stepPin } from "../../core/pins";
import { OwnValue, type OwnValuePorts } from "../../shell/own-value";

const MOST = 50;

export class Favourites {
  private readonly kept: OwnValue<readonly string[]>;
  /** In the order in which they were added, or put since. */
  readonly ids: ReadonlySignal<readonly string[]>;

  constructor(ports: OwnValuePorts) {
    this.kept = new OwnValue(ports, "files.favourites", readIds);
    this.ids = computed(() => this.kept.value.value ?? []);
  }

  /** Be what another device has chosen, or chooses; answers how to stop. */
  follow(live: Pick<Live, "listen">): () => void {
    return this.kept.follow(live);
  }

  has(id: string): boolean {
    return this.ids.value.includes(id);
  }

  add(id: string): void {
    if (!this.ids.peek().includes(id)) this.kept.set([...this.ids.peek(), id].slice(-MOST));
  }

  /** To the place of another one, which makes room. */
  move(id: string, to: string): void {
    this.kept.set(movePin(this.ids.peek(), [], id, to));
  }

  /** One place up (-1) or down (1) among those that are shown. */
  step(id: string, by: 1 | -1, shown: readonly string[]): void {
    this.kept.set(stepPin(this.ids.peek(), shown, id, by));
  }

  remove(id: string): void {
    this.kept.set(this.ids.peek().filter((one) => one !== id));
  }
}

/** What was stored, which may be old or damaged. */
function readIds(stored: unknown): readonly string[] | null {
  return Array.isArray(stored) ? stored.filter((id): id is string => typeof id === "string").slice(0, MOST) : null;
}
