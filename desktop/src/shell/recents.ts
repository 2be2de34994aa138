// What this person chose in the search lately, in this browser: what they choose often is what they will look for.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Storage } from "./storage";

/** Enough to show it again: a file is found by a request, which a list of what was used should not wait for. */
export interface Recent {
  readonly id: string;
  readonly label: string;
  readonly note: string;
}

const MOST = 24;

export class Recents {
  private readonly held = signal<readonly Recent[]>([]);

  /** The newest first. */
  readonly list: ReadonlySignal<readonly Recent[]> = this.held;

  constructor(
    private readonly storage: Storage,
    private readonly key: string,
  ) {
    this.held.value = read(storage.read(key));
  }

  add({ id, label, note }: Recent): void {
    const others = this.held.peek().filter((one) => one.id !== id);
    this.held.value = [{ id, label, note }, ...others].slice(0, MOST);
    this.storage.write(this.key, JSON.stringify(this.held.peek()));
  }
}

/** What is stored may be old or damaged. */
function read(text: string | null): readonly Recent[] {
  try {
    const stored: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function isRecent(item: unknown): item is Recent {
  if (typeof item !== "object" || item === null) return false;
  return ["id", "label", "note"].every((name) => typeof (item as Record<string, unknown>)[name] === "string");
}
