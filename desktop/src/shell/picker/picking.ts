// What a file picker shows and what is chosen in it, as signals.

import { batch, computed, signal } from "@preact/signals";
import type { FilesApi } from "../../client/files-api";
import { explain } from "../../client/http";
import { accepts } from "../../core/accept";
import { directoriesFirst } from "../../core/within";
import { collation } from "../../languages/formats";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";

export type What = "file" | "directory" | "save";

export interface Wanted {
  readonly what: What;
  readonly multiple: boolean;
  readonly accept: readonly string[];
  readonly name: string; // suggested, of a file that is saved
}

export class Picking {
  readonly path = signal("");
  readonly entries = signal<readonly FileEntry[] | null>(null); // null: they are being read
  readonly error = signal<string | null>(null);
  readonly chosen = signal<ReadonlySet<string>>(new Set()); // names in this directory
  readonly at = signal(0); // which row the keys are on
  readonly name = signal("");
  /** Directories to go into, and what can be chosen. */
  readonly shown = computed(() => (this.entries.value ?? []).filter((entry) => entry.kind === "directory" || this.takes(entry)).sort(inOrder));
  private reading = new AbortController();

  constructor(
    private readonly files: FilesApi,
    readonly wanted: Wanted,
    private readonly home: string,
  ) {
    this.name.value = wanted.name;
  }

  /** A directory that is not there is not worth a complaint when nobody named it: then it is home. */
  async begin(start: string): Promise<void> {
    if (!(await this.go(start)) && start !== this.home) await this.go(this.home);
  }

  /** Answers whether it could be read. */
  async go(path: string): Promise<boolean> {
    this.reading.abort();
    const reading = new AbortController();
    this.reading = reading;
    batch(() => {
      this.path.value = path;
      this.entries.value = null;
      this.error.value = null;
      this.chosen.value = new Set();
      this.at.value = 0;
    });
    try {
      for await (const part of this.files.list(path, reading.signal)) this.entries.value = [...(this.entries.peek() ?? []), ...part];
      this.entries.value ??= [];
      return true;
    } catch (reason) {
      if (reading.signal.aborted) return true;
      batch(() => {
        this.entries.value = [];
        this.error.value = explain(reason);
      });
      return false;
    }
  }

  up(): void {
    const above = this.path.peek().replace(/\/[^/]*$/, "");
    if (above) void this.go(above);
  }

  enter(entry: FileEntry): void {
    void this.go(this.pathOf(entry.name));
  }

  choose(entry: FileEntry, more: boolean): void {
    const { what, multiple } = this.wanted;
    if (what === "save") {
      if (entry.kind !== "directory") this.name.value = entry.name;
      return;
    }
    if ((what === "directory") !== (entry.kind === "directory")) return;
    const chosen = new Set(multiple && more ? this.chosen.peek() : []);
    if (!chosen.delete(entry.name)) chosen.add(entry.name);
    this.chosen.value = chosen;
  }

  async makeDirectory(name: string): Promise<void> {
    const made = await this.files.mkdir({ path: this.pathOf(name) });
    await this.go(this.path.peek());
    this.at.value = Math.max(0, this.shown.peek().findIndex((entry) => entry.id === made.id));
  }

  /** Paths; with no directory chosen it is the one that is shown. */
  picked(): readonly string[] {
    if (this.wanted.what === "save") return this.name.value.trim() && !this.fault() ? [this.pathOf(this.name.value.trim())] : [];
    const names = [...this.chosen.value];
    if (names.length === 0 && this.wanted.what === "directory") return [this.path.value];
    return names.map((name) => this.pathOf(name));
  }

  /** What keeps the name from being one. */
  fault(): string | null {
    const name = this.name.value.trim();
    if (name.includes("/") || name === "." || name === "..") return t("A name has no slash, and is not only dots.");
    return this.entries.value?.some((entry) => entry.name === name && entry.kind === "directory") ? t("A folder is called so.") : null;
  }

  replaces(): boolean {
    const name = this.name.value.trim();
    return this.wanted.what === "save" && (this.entries.value?.some((entry) => entry.name === name && entry.kind === "file") ?? false);
  }

  stop(): void {
    this.reading.abort();
  }

  private takes(entry: FileEntry): boolean {
    return this.wanted.what !== "directory" && accepts(this.wanted.accept, entry.name, entry.media_type ?? "");
  }

  private pathOf(name: string): string {
    return `${this.path.value}/${name}`;
  }
}

const byName = collation({ numeric: true });

function inOrder(one: FileEntry, other: FileEntry): number {
  return directoriesFirst(one.kind === "directory", other.kind === "directory") || byName(one.name, other.name);
}
