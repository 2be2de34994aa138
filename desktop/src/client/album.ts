// A file that is shown, and those of its sort beside it, in order: what "next" and "previous" go through. Kept current by events.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { upsert, without } from "../core/entities";
import { collation } from "../languages/formats";
import { t } from "../languages/say";
import type { Event as Fact, FileChange, FileEntry } from "../wire/generated";
import { fileChange } from "./file-changes";
import type { FilesApi } from "./files-api";
import { explain } from "./http";

type Source = Pick<FilesApi, "stat" | "list">;

const inOrder = collation({ numeric: true, sensitivity: "base" });

export class Album {
  private readonly self = signal<FileEntry | null>(null);
  private readonly held = signal<readonly FileEntry[]>([]);
  private readonly why = signal<string | null>(null);
  private stop = new AbortController();
  private directory = ""; // whose files these are

  /** What is shown; null: it is not read yet, or there is `trouble`. */
  readonly entry: ReadonlySignal<FileEntry | null> = this.self;
  readonly entries: ReadonlySignal<readonly FileEntry[]> = computed(() => [...this.held.value].sort((one, other) => inOrder(one.name, other.name)));
  readonly trouble: ReadonlySignal<string | null> = this.why;
  /** Where in the row it is, from 0; -1: nowhere. */
  readonly at = computed(() => this.entries.value.findIndex((one) => one.id === this.self.value?.id));

  /** `sort`: files of which it says the same belong together. */
  constructor(
    private readonly source: Source,
    private readonly sort: (entry: FileEntry) => string,
  ) {}

  /** Show this one; what is in the row already is shown at once. */
  async open(path: string): Promise<void> {
    const known = this.held.peek().find((one) => one.id === path);
    if (known) {
      this.self.value = known;
      return;
    }
    this.self.value = null;
    this.held.value = [];
    await this.read(path);
  }

  /** The one so many places on. null: there is none. */
  neighbour(by: number): FileEntry | null {
    return this.at.value < 0 ? null : (this.entries.value[this.at.value + by] ?? null);
  }

  /** An event; null: some may have been missed. */
  hear(fact: Fact | null): void {
    const entry = this.self.peek();
    if (!entry) return;
    if (fact === null) return void this.read(entry.id);
    const change = fileChange(fact);
    if (change) this.take(change);
  }

  end(): void {
    this.stop.abort();
  }

  /** What was held stays until it is known what is there: somebody is listening to it. */
  private async read(path: string): Promise<void> {
    this.end();
    const { signal: stopped } = (this.stop = new AbortController());
    this.why.value = null;
    try {
      const entry = await this.source.stat(path);
      if (stopped.aborted) return;
      this.directory = entry.parent_id;
      this.held.value = upsert(this.held.peek(), entry);
      this.self.value = entry;
      await this.readRow(entry, stopped);
    } catch (reason) {
      if (!stopped.aborted) this.why.value = explain(reason);
    }
  }

  private async readRow(shown: FileEntry, stopped: AbortSignal): Promise<void> {
    const unseen = new Set(this.held.peek().map((entry) => entry.id));
    unseen.delete(shown.id);
    try {
      for await (const part of this.source.list(shown.parent_id, stopped)) {
        if (stopped.aborted) return;
        const row = new Map([...this.held.peek(), ...part.filter((entry) => this.belongs(entry))].map((entry) => [entry.id, entry]));
        this.held.value = [...row.values()];
        part.forEach((entry) => unseen.delete(entry.id));
      }
      if (unseen.size > 0) this.held.value = this.held.peek().filter((entry) => !unseen.has(entry.id));
    } catch {
      // A file that is shared alone is shown without what lies beside it.
    }
  }

  private take({ entry, happened }: FileChange): void {
    const shown = this.self.peek();
    const known = this.held.peek().some((one) => one.id === entry.id);
    if (happened === "removed" || (known && entry.parent_id !== this.directory)) {
      const next = entry.id === shown?.id ? (this.neighbour(1) ?? this.neighbour(-1)) : shown;
      this.held.value = without(this.held.peek(), entry.id);
      this.self.value = next;
      if (!next) this.why.value = t("It was removed.");
    } else if (known || (entry.parent_id === this.directory && this.belongs(entry))) {
      this.held.value = upsert(this.held.peek(), entry);
      if (entry.id === shown?.id) this.self.value = entry;
    }
  }

  private belongs(entry: FileEntry): boolean {
    const shown = this.self.peek();
    return entry.kind === "file" && !entry.name.startsWith(".") && shown !== null && this.sort(entry) === this.sort(shown);
  }
}
