// What is done with entries: one after the other, with a question where a name is taken, and a way back where there is one: what has no trash has none.

import { signal } from "@preact/signals";
import type { FileStore } from "../../client/file-store";
import type { FilesApi } from "../../client/files-api";
import { ApiError, explain } from "../../client/http";
import type { Tone } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import type { Ask, Conflicts } from "./conflicts";
import { isWithin } from "../../core/within";
import { isTrash, join, parentOf } from "../../core/file-paths";

export interface Clipboard {
  readonly how: "copy" | "cut";
  readonly entries: readonly FileEntry[];
}

/** What can be undone. */
export type Deed = "new-folder" | "new-file" | "restore" | "rename" | "move" | "copy" | "trash" | "compress" | "unpack";

interface Undo {
  readonly what: Deed;
  readonly run: () => Promise<void>;
}

export type Way = "move" | "copy";

/** Keeps how to undo what was done. */
export type Remember = (what: Deed, run: () => Promise<unknown>) => void;

interface Placed {
  readonly before: FileEntry;
  readonly now: FileEntry; // under the id that it has there
}

const MOST_UNDOS = 50;
const TAKEN: ReadonlySet<string> = new Set(["file_exists", "exists"]); // as the house says it, and as a machine does

export const isTaken = (reason: unknown): boolean => reason instanceof ApiError && TAKEN.has(reason.problem.code);

export interface OperationsPorts {
  readonly stores: { readonly house: FilesApi; of(path: string): FileStore };
  readonly conflicts: Conflicts;
  readonly tell: (tone: Tone, text: string) => void;
  /** Begins to copy, or to move, what lies in another place than where it is to go, and tells of the ways back when it is there. */
  readonly carry: (entries: readonly FileEntry[], into: string, way: Way, remember: Remember) => Promise<void>;
}

export class Operations {
  readonly clipboard = signal<Clipboard | null>(null);
  private readonly undos = signal<readonly Undo[]>([]);

  constructor(private readonly ports: OperationsPorts) {}

  /** What would be undone; null: nothing. */
  get undoable(): Deed | null {
    return this.undos.value.at(-1)?.what ?? null;
  }

  async undo(): Promise<void> {
    const last = this.undos.peek().at(-1);
    if (!last) return;
    this.undos.value = this.undos.peek().slice(0, -1);
    await this.try(last.run);
  }

  async mkdir(directory: string, name: string): Promise<FileEntry | null> {
    const made = await this.try(() => this.of(directory).mkdir({ path: join(directory, name), dedupe: true }));
    if (made) this.rememberMade("new-folder", [made]);
    return made;
  }

  /** An empty file. */
  async create(directory: string, name: string): Promise<FileEntry | null> {
    const made = await this.try(() => this.of(directory).create(join(directory, name)));
    if (made) this.rememberMade("new-file", [made]);
    return made;
  }

  async rename(entry: FileEntry, name: string): Promise<FileEntry | null> {
    if (name === entry.name) return entry;
    const store = this.of(entry.path);
    const renamed = await this.try(() => store.rename(entry.id, name));
    if (renamed) this.remember("rename", () => store.rename(renamed.id, entry.name));
    return renamed;
  }

  /** What lies in another place is copied there and stays where it is, unless it was cut (`far`). */
  async move(entries: readonly FileEntry[], into: string, far: Way = "copy"): Promise<void> {
    const near = await this.carryFar(entries, into, far);
    const moving = near.filter((entry) => parentOf(entry.path) !== into && !isWithin(into, entry.path));
    const moved = await this.place("move", moving, into);
    if (moved.length === 0) return;
    const store = this.of(into);
    this.remember("move", async () => {
      for (const { before, now } of moved) await store.move({ source: now.id, into: before.parent_id, name: before.name, dedupe: true });
    });
  }

  async copy(entries: readonly FileEntry[], into: string): Promise<void> {
    const near = await this.carryFar(entries, into, "copy");
    const copied = await this.place("copy", near, into);
    if (copied.length > 0) this.rememberMade("copy", copied.map(({ now }) => now));
  }

  /** As a drop does: into the trash it is thrown away. */
  async lay(entries: readonly FileEntry[], into: string, way: Way): Promise<void> {
    if (isTrash(into)) await this.trash(entries.filter((entry) => parentOf(entry.path) !== into));
    else await this[way](entries, into);
  }

  async trash(entries: readonly FileEntry[]): Promise<void> {
    const { house } = this.ports.stores;
    const own = entries.filter((entry) => this.hasTrash(entry.path));
    if (own.length < entries.length) this.ports.tell("warn", t("A machine has no trash. What is in it is deleted there, for ever."));
    const gone: FileEntry[] = [];
    await this.try(() => this.each(own, async (one) => void gone.push(await house.trash(one.id))));
    if (gone.length > 0) this.remember("trash", () => this.each(gone, (one) => house.restore(one.id)));
  }

  /** Into one archive there. Answers what was made. */
  async pack(entries: readonly FileEntry[], into: string): Promise<FileEntry | null> {
    const made = await this.try(() => this.ports.stores.house.pack(entries.map((entry) => entry.id), into));
    if (made) this.rememberMade("compress", [made]);
    return made;
  }

  /** All that an archive holds, into a new directory there. */
  async unpack(archive: FileEntry, into: string): Promise<FileEntry | null> {
    const made = await this.try(() => this.ports.stores.house.unpack(archive.id, into));
    if (!made) return null;
    if (made.skipped > 0) this.ports.tell("warn", t("Left out of {name}: {count, plural, one {# link or device} other {# links or devices}}, which no folder here can hold.", { name: archive.name, count: made.skipped }));
    this.rememberMade("unpack", [made.entry]);
    return made.entry;
  }

  async restore(entries: readonly FileEntry[]): Promise<void> {
    const { house } = this.ports.stores;
    const back: FileEntry[] = [];
    await this.try(() => this.each(entries, async (one) => void back.push(await house.restore(one.id))));
    if (back.length > 0) this.remember("restore", () => this.each(back, (one) => house.trash(one.id)));
  }

  /** For ever. */
  async remove(entries: readonly FileEntry[]): Promise<void> {
    await this.each(entries, (one) => this.of(one.path).remove(one.id));
  }

  async paste(into: string): Promise<void> {
    const held = this.clipboard.peek();
    if (!held) return;
    if (held.how === "copy") return this.copy(held.entries, into);
    this.clipboard.value = null;
    await this.move(held.entries, into, "move");
  }

  private of(path: string): FileStore {
    return this.ports.stores.of(path);
  }

  private hasTrash(path: string): boolean {
    return this.of(path) === this.ports.stores.house;
  }

  /** Answers those that lie in the place where they are to go. */
  private async carryFar(entries: readonly FileEntry[], into: string, way: Way): Promise<readonly FileEntry[]> {
    const far = entries.filter((entry) => this.of(entry.path) !== this.of(into));
    if (far.length > 0) await this.try(() => this.ports.carry(far, into, way, (what, run) => this.remember(what, run)));
    return entries.filter((entry) => !far.includes(entry));
  }

  private async place(way: Way, entries: readonly FileEntry[], into: string): Promise<readonly Placed[]> {
    const ask = this.ports.conflicts.batch(entries.length > 1);
    const placed: Placed[] = [];
    await this.try(() =>
      this.each(entries, async (entry) => {
        const one = await this.placeOne(way, entry, into, ask);
        if (one) placed.push({ before: entry, now: one });
      }),
    );
    return placed;
  }

  private async placeOne(way: Way, entry: FileEntry, into: string, ask: Ask): Promise<FileEntry | null> {
    const order = { source: entry.id, into };
    const beside = parentOf(entry.path) === into; // a copy in the same place gets another name without a question
    try {
      return await this.of(into)[way]({ ...order, dedupe: beside });
    } catch (reason) {
      if (!isTaken(reason)) throw reason;
    }
    const decision = await ask(entry.name);
    if (decision === "skip") return null;
    return this.of(into)[way](decision === "replace" ? { ...order, overwrite: true } : { ...order, dedupe: true });
  }

  private async each(entries: readonly FileEntry[], run: (entry: FileEntry) => Promise<unknown>): Promise<void> {
    for (const entry of entries) await run(entry);
  }

  /** What is new is thrown away again, where there is a trash for it. */
  private rememberMade(what: Deed, made: readonly FileEntry[]): void {
    const { house } = this.ports.stores;
    if (made.every((one) => this.hasTrash(one.path))) this.remember(what, () => this.each(made, (one) => house.trash(one.id)));
  }

  private remember(what: Deed, run: () => Promise<unknown>): void {
    this.undos.value = [...this.undos.peek(), { what, run: async () => void (await run()) }].slice(-MOST_UNDOS);
  }

  private async try<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (reason) {
      this.ports.tell("bad", explain(reason));
      return null;
    }
  }
}
