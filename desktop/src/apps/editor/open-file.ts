// A file that is being written: what was read, whether it has been changed since, here or elsewhere.

import { signal, type ReadonlySignal } from "@preact/signals";
import { fileChange } from "../../client/file-changes";
import type { FilesApi } from "../../client/files-api";
import { ApiError, explain } from "../../client/http";
import type { Event as Fact, FileChange, FileEntry } from "../../wire/generated";

export type Standing =
  | { readonly at: "reading" | "saved" | "changed" | "saving" }
  | { readonly at: "elsewhere" } // changed here and by somebody else: one of both gives way
  | { readonly at: "gone" } // removed; saving makes it anew
  | { readonly at: "unsaved"; readonly why: string } // saving was tried
  | { readonly at: "refused"; readonly why: string }; // it cannot be read, or is no text

export const LARGEST = 2 * 1024 * 1024; // bytes

type Source = Pick<FilesApi, "stat" | "text" | "write">;

export class OpenFile {
  private readonly known = signal<FileEntry | null>(null);
  private readonly how = signal<Standing>({ at: "reading" });
  private readonly stop = new AbortController();

  readonly entry: ReadonlySignal<FileEntry | null> = this.known;
  readonly standing: ReadonlySignal<Standing> = this.how;

  /** `show` puts what was read, at first or since, in place of what is shown. */
  constructor(
    private readonly source: Source,
    private readonly show: (text: string) => void,
  ) {}

  get writable(): boolean {
    const mode = this.known.value?.mode;
    return mode === "write" || mode === "manage";
  }

  /** Whether leaving now would lose something. */
  get dirty(): boolean {
    const { at } = this.how.value;
    return at === "changed" || at === "elsewhere" || at === "unsaved" || at === "gone" || at === "saving";
  }

  async load(path: string): Promise<void> {
    try {
      const entry = await this.source.stat(path);
      if (entry.kind !== "file") return this.refuse(`${entry.name} is no file.`);
      if (entry.size > LARGEST) return this.refuse(`${entry.name} is too large to be edited here.`);
      const text = await this.source.text(entry.id, this.stop.signal);
      if (text.includes("\0") || text.includes("\uFFFD")) return this.refuse(`${entry.name} is not text, and would be damaged by writing it as such.`);
      this.known.value = entry;
      this.show(text);
      this.how.value = { at: "saved" };
    } catch (reason) {
      if (!this.stop.signal.aborted) this.refuse(explain(reason));
    }
  }

  /** Somebody types. */
  touch(): void {
    if (this.how.peek().at === "saved" || this.how.peek().at === "saving") this.how.value = { at: "changed" };
  }

  /** `over`: whatever it has become meanwhile. */
  async save(text: string, over = false): Promise<void> {
    const entry = this.known.peek();
    const { at } = this.how.peek();
    if (!entry || at === "reading" || at === "saving" || at === "refused" || (at === "elsewhere" && !over)) return;
    const gone = at === "gone";
    this.how.value = { at: "saving" };
    try {
      const written = await this.source.write(gone ? entry.path : entry.id, text, over || gone ? null : (entry.etag ?? null));
      this.known.value = { ...written, mode: written.mode || (entry.mode ?? "") };
      if (this.how.peek().at === "saving") this.how.value = { at: "saved" }; // else somebody went on typing
    } catch (reason) {
      const code = reason instanceof ApiError ? reason.problem.code : "";
      if (code === "content_changed") this.how.value = { at: "elsewhere" };
      else if (code === "file_not_found") this.how.value = { at: "gone" };
      else this.how.value = { at: "unsaved", why: explain(reason) };
    }
  }

  /** Let what was written here go, for what it is now. */
  async reload(): Promise<void> {
    const entry = this.known.peek();
    if (entry) await this.load(entry.id);
  }

  hear(fact: Fact | null): void {
    const entry = this.known.peek();
    if (!entry) return;
    if (fact === null) return void this.check(entry);
    const change = fileChange(fact);
    if (change?.entry.id === entry.id) this.changed(change);
  }

  end(): void {
    this.stop.abort();
  }

  private changed({ entry: now, happened }: FileChange): void {
    const before = this.known.peek();
    if (!before) return;
    if (happened === "removed") this.how.value = { at: "gone" };
    else if (now.etag === before.etag || this.how.peek().at === "saving") this.known.value = { ...before, name: now.name, path: now.path };
    else if (this.how.peek().at === "saved") void this.load(now.id);
    else this.how.value = { at: "elsewhere" };
  }

  /** Events may have been missed. */
  private async check(entry: FileEntry): Promise<void> {
    const now = await this.source.stat(entry.id).catch(() => null);
    if (now) this.changed({ number: 0, happened: "updated", entry: now, at: "" });
  }

  private refuse(why: string): void {
    this.how.value = { at: "refused", why };
  }
}
