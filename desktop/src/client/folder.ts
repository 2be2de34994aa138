// A folder with a few things in it, whole and in order: read again whenever something in it changes.

import { directoriesFirst } from "../core/within";
import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { collation } from "../languages/formats";
import type { Event as Fact, FileChange, FileEntry } from "../wire/generated";
import { fileChange } from "./file-changes";
import type { FilesApi } from "./files-api";

type Source = Pick<FilesApi, "stat" | "list">;

const byName = collation({ numeric: true, sensitivity: "base" });

export class Folder {
  private readonly held = signal<readonly FileEntry[]>([]);
  private self: FileEntry | null = null;
  private reading = new AbortController();

  /** Folders first, by name; without what is hidden. */
  readonly entries: ReadonlySignal<readonly FileEntry[]> = computed(() =>
    this.held.value
      .filter((entry) => !entry.name.startsWith("."))
      .sort((one, other) => directoriesFirst(one.kind === "directory", other.kind === "directory") || byName(one.name, other.name)),
  );

  constructor(
    private readonly source: Source,
    private readonly path: string,
  ) {}

  /** What cannot be read is empty: it may be away for now, or have been removed. */
  async read(): Promise<void> {
    this.reading.abort();
    const { signal: stopped } = (this.reading = new AbortController());
    let read: readonly FileEntry[] = [];
    try {
      this.self = await this.source.stat(this.path);
      if (stopped.aborted) return;
      for await (const part of this.source.list(this.self.id, stopped)) read = [...read, ...part];
    } catch {
      read = [];
    }
    if (!stopped.aborted) this.held.value = read;
  }

  /** An event; null: some may have been missed. */
  hear(fact: Fact | null): void {
    const change = fact && fileChange(fact);
    if (fact === null || (change && this.concerns(change))) void this.read();
  }

  close(): void {
    this.reading.abort();
  }

  private concerns({ entry }: FileChange): boolean {
    const { self } = this;
    if (!self) return true; // it may be what is made now
    const known = this.held.peek().some((one) => one.id === entry.id);
    return known || entry.parent_id === self.id || entry.id === self.id;
  }
}
