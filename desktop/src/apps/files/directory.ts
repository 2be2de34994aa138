// An open directory: read part by part, then kept current by events, or by whoever follows it where none tell.

import { signal, type ReadonlySignal } from "@preact/signals";
import { fileChange } from "../../client/file-changes";
import type { FileStore } from "../../client/file-store";
import { explain } from "../../client/http";
import { applied } from "../../core/entities";
import { t } from "../../languages/say";
import type { Event as Fact, FileChange, FileEntry } from "../../wire/generated";
import { SHARED_WITH_ME } from "./shared-with-me";

export type Reading = { readonly at: "reading" | "ready" } | { readonly at: "failed"; readonly why: string };

const TOGETHER_MS = 100; // what happens within this is taken together: thousands of uploads are thousands of changes

type Source = Pick<FileStore, "stat" | "list" | "follow">;

export class Directory {
  private readonly self = signal<FileEntry | null>(null);
  private readonly held = signal<readonly FileEntry[]>([]);
  private readonly reading = signal<Reading>({ at: "reading" });
  private stop = new AbortController();
  private followed: { readonly path: string; readonly stop: () => void } | null = null;
  private waiting: FileChange[] | null = null; // what changed while it was being read, or just after another change

  readonly here: ReadonlySignal<FileEntry | null> = this.self;
  readonly entries: ReadonlySignal<readonly FileEntry[]> = this.held;
  readonly state: ReadonlySignal<Reading> = this.reading;

  constructor(private readonly source: Source) {}

  /** Read it; what was shown before stays if it is the same one. */
  async open(path: string): Promise<void> {
    this.halt();
    this.follow(path);
    const { signal: stopped } = (this.stop = new AbortController());
    this.waiting = [];
    const again = this.self.peek()?.path === path;
    if (!again) {
      this.self.value = null;
      this.held.value = [];
      this.reading.value = { at: "reading" };
    }
    try {
      const self = await this.source.stat(path);
      if (stopped.aborted) return;
      this.self.value = self;
      let read: readonly FileEntry[] = [];
      for await (const part of this.source.list(self.id, stopped)) {
        if (stopped.aborted) return;
        read = [...read, ...part];
        if (!again) this.held.value = read; // the first thousand is seen while the others come
      }
      this.held.value = read;
      this.reading.value = { at: "ready" };
      this.release();
    } catch (reason) {
      if (stopped.aborted) return;
      this.waiting = null;
      this.reading.value = { at: "failed", why: explain(reason) };
    }
  }

  close(): void {
    this.halt();
    this.unfollow();
  }

  private unfollow(): void {
    this.followed?.stop();
    this.followed = null;
  }

  private halt(): void {
    this.stop.abort();
    this.waiting = null;
  }

  private follow(path: string): void {
    if (this.followed?.path === path) return;
    this.followed?.stop();
    this.followed = { path, stop: this.source.follow?.(path, () => void this.open(path)) ?? (() => undefined) };
  }

  /** An event; null: some may have been missed. */
  hear(fact: Fact | null): void {
    const path = this.self.peek()?.path ?? this.followed?.path;
    if (fact === null) {
      this.unfollow(); // what followed it may have been cut off as well
      if (path !== undefined) void this.open(path);
    } else if (path === SHARED_WITH_ME) this.hearShared(fact);
    else {
      const change = fileChange(fact);
      if (change) this.take(change);
    }
  }

  /** It is not told what becomes of what lies elsewhere, so it is read again. */
  private hearShared(fact: Fact): void {
    const change = fileChange(fact);
    const about = fact.type.startsWith("grant.") || (change && this.held.peek().some((entry) => entry.id === change.entry.id));
    if (about) void this.open(SHARED_WITH_ME);
  }

  /** The first at once; those that follow closely, together. */
  take(change: FileChange): void {
    if (this.waiting) {
      this.waiting.push(change);
      return;
    }
    const { signal: stopped } = this.stop;
    this.apply([change]);
    if (stopped.aborted) return; // it is read anew, and what happens meanwhile is kept there
    this.waiting = [];
    setTimeout(() => stopped.aborted || this.release(), TOGETHER_MS);
  }

  private apply(changes: readonly FileChange[]): void {
    const self = this.self.peek();
    if (!self) return;
    const here = new Map<string, FileEntry | null>(); // null: not here any more
    for (const { entry, happened } of changes) {
      if (entry.id !== self.id) here.set(entry.id, entry.parent_id === self.id && happened !== "removed" ? entry : null);
    }
    this.held.value = applied(this.held.peek(), here);
    const own = changes.findLast(({ entry }) => entry.id === self.id);
    if (own) this.selfChanged(own);
  }

  private selfChanged({ entry, happened }: FileChange): void {
    if (happened === "removed") this.reading.value = { at: "failed", why: t("This folder was removed.") };
    else if (happened === "moved") this.self.value = entry;
    else void this.open(entry.path); // told of as a whole, as when the trash is emptied
  }

  private release(): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    if (waiting.length > 0) this.apply(waiting);
  }
}
