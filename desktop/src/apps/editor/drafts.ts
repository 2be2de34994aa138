// What was written and not saved, so that a page that is loaded again, or ends badly, loses nothing.
// It lies in the browser and not in the house: a draft is written every moment somebody types, also while the house cannot be reached, and it is nobody's file yet.
// Every person has their own; what they let go is gone from it, and so are the oldest when there are too many or they are too long.

import type { Storage } from "../../shell/storage";

export interface Draft {
  readonly text: string;
  readonly version: string; // of the file, that it was begun from
  readonly at: number; // where the cursor stood, in UTF-16 units
}

type Kept = Draft & { readonly ref: string };

const MOST = 40;
const LONGEST = 1024 * 1024; // all of them, in UTF-16 units: a fifth of what browsers let a page keep

export class Drafts {
  private readonly key: string;

  constructor(
    private readonly storage: Storage,
    person: string,
  ) {
    this.key = `editor.drafts.${person}`;
  }

  of(ref: string): Draft | null {
    return this.all().find((one) => one.ref === ref) ?? null;
  }

  /** Of one that is too long nothing is kept, and nothing older either, which would be taken for it. */
  put(ref: string, { text, version, at }: Draft): void {
    this.write([{ ref, text, version, at }, ...this.without(ref)]);
  }

  drop(ref: string): void {
    const left = this.without(ref);
    if (left.length < this.all().length) this.write(left);
  }

  private without = (ref: string): readonly Kept[] => this.all().filter((one) => one.ref !== ref);

  private write(drafts: readonly Kept[]): void {
    let room = LONGEST;
    const fitting = drafts.filter(({ text }) => text.length <= room && (room -= text.length, true)).slice(0, MOST);
    this.storage.write(this.key, JSON.stringify(fitting));
  }

  /** Other windows write there, too, so it is read anew. */
  private all(): readonly Kept[] {
    try {
      const stored: unknown = JSON.parse(this.storage.read(this.key) ?? "[]");
      return Array.isArray(stored) ? stored.filter(isKept) : [];
    } catch {
      return [];
    }
  }
}

function isKept(stored: unknown): stored is Kept {
  const { ref, text, version, at } = (stored ?? {}) as Record<string, unknown>;
  return typeof ref === "string" && typeof text === "string" && typeof version === "string" && typeof at === "number";
}
