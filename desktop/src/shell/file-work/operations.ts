// What is done with entries: one after the other, with a question where a name is taken, and a way back where there is one.

import { signal } from "@preact/signals";
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

const MOST_UNDOS = 50;
const TAKEN = "file_exists";

export const isTaken = (reason: unknown): boolean => reason instanceof ApiError && reason.problem.code === TAKEN;

export class Operations {
  readonly clipboard = signal<Clipboard | null>(null);
  private readonly undos = signal<readonly Undo[]>([]);

  constructor(
    private readonly api: FilesApi,
    private readonly conflicts: Conflicts,
    private readonly tell: (tone: Tone, text: string) => void,
  ) {}

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
    const made = await this.try(() => this.api.mkdir({ path: join(directory, name), dedupe: true }));
    if (made) this.remember("new-folder", () => this.api.trash(made.id));
    return made;
  }

  /** An empty file. */
  async create(directory: string, name: string): Promise<FileEntry | null> {
    const made = await this.try(() => this.api.create(join(directory, name)));
    if (made) this.remember("new-file", () => this.api.trash(made.id));
    return made;
  }

  async rename(entry: FileEntry, name: string): Promise<FileEntry | null> {
    if (name === entry.name) return entry;
    const renamed = await this.try(() => this.api.rename(entry.id, name));
    if (renamed) this.remember("rename", () => this.api.rename(entry.id, entry.name));
    return renamed;
  }

  async move(entries: readonly FileEntry[], into: string): Promise<void> {
    const moving = entries.filter((entry) => parentOf(entry.path) !== into && !isWithin(into, entry.path));
    const moved = await this.place("move", moving, into);
    if (moved.length === 0) return;
    const homes = new Map(moving.map((entry) => [entry.id, entry]));
    this.remember("move", async () => {
      for (const { id } of moved) {
        const before = homes.get(id);
        if (before) await this.api.move({ source: id, into: before.parent_id, name: before.name, dedupe: true });
      }
    });
  }

  async copy(entries: readonly FileEntry[], into: string): Promise<void> {
    const copied = await this.place("copy", entries, into);
    if (copied.length > 0) this.remember("copy", () => this.each(copied, (one) => this.api.trash(one.id)));
  }

  /** As a drop does: into the trash it is thrown away. */
  async lay(entries: readonly FileEntry[], into: string, way: Way): Promise<void> {
    if (isTrash(into)) await this.trash(entries.filter((entry) => parentOf(entry.path) !== into));
    else await this[way](entries, into);
  }

  async trash(entries: readonly FileEntry[]): Promise<void> {
    const gone: FileEntry[] = [];
    await this.try(() => this.each(entries, async (one) => void gone.push(await this.api.trash(one.id))));
    if (gone.length > 0) this.remember("trash", () => this.each(gone, (one) => this.api.restore(one.id)));
  }

  /** Into one archive there. Answers what was made. */
  async pack(entries: readonly FileEntry[], into: string): Promise<FileEntry | null> {
    const made = await this.try(() => this.api.pack(entries.map((entry) => entry.id), into));
    if (made) this.remember("compress", () => this.api.trash(made.id));
    return made;
  }

  /** All that an archive holds, into a new directory there. */
  async unpack(archive: FileEntry, into: string): Promise<FileEntry | null> {
    const made = await this.try(() => this.api.unpack(archive.id, into));
    if (!made) return null;
    if (made.skipped > 0) this.tell("warn", t("Left out of {name}: {count, plural, one {# link or device} other {# links or devices}}, which no folder here can hold.", { name: archive.name, count: made.skipped }));
    this.remember("unpack", () => this.api.trash(made.entry.id));
    return made.entry;
  }

  async restore(entries: readonly FileEntry[]): Promise<void> {
    const back: FileEntry[] = [];
    await this.try(() => this.each(entries, async (one) => void back.push(await this.api.restore(one.id))));
    if (back.length > 0) this.remember("restore", () => this.each(back, (one) => this.api.trash(one.id)));
  }

  /** For ever. */
  async remove(entries: readonly FileEntry[]): Promise<void> {
    await this.each(entries, (one) => this.api.remove(one.id));
  }

  async paste(into: string): Promise<void> {
    const held = this.clipboard.peek();
    if (!held) return;
    if (held.how === "copy") return this.copy(held.entries, into);
    this.clipboard.value = null;
    await this.move(held.entries, into);
  }

  private async place(way: Way, entries: readonly FileEntry[], into: string): Promise<readonly FileEntry[]> {
    const ask = this.conflicts.batch(entries.length > 1);
    const placed: FileEntry[] = [];
    await this.try(() =>
      this.each(entries, async (entry) => {
        const one = await this.placeOne(way, entry, into, ask);
        if (one) placed.push(one);
      }),
    );
    return placed;
  }

  private async placeOne(way: Way, entry: FileEntry, into: string, ask: Ask): Promise<FileEntry | null> {
    const order = { source: entry.id, into };
    const beside = parentOf(entry.path) === into; // a copy in the same place gets another name without a question
    try {
      return await this.api[way]({ ...order, dedupe: beside });
    } catch (reason) {
      if (!isTaken(reason)) throw reason;
    }
    const decision = await ask(entry.name);
    if (decision === "skip") return null;
    return this.api[way](decision === "replace" ? { ...order, overwrite: true } : { ...order, dedupe: true });
  }

  private async each(entries: readonly FileEntry[], run: (entry: FileEntry) => Promise<unknown>): Promise<void> {
    for (const entry of entries) await run(entry);
  }

  private remember(what: Deed, run: () => Promise<unknown>): void {
    this.undos.value = [...this.undos.peek(), { what, run: async () => void (await run()) }].slice(-MOST_UNDOS);
  }

  private async try<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (reason) {
      this.tell("bad", explain(reason));
      return null;
    }
  }
}
