// The directory beside the texts: read branch by branch as it is opened, and again when something in it changed.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { explain } from "../../client/http";
import type { Listed, TextStore } from "../../client/text-store";
import { isWithin } from "../../core/within";
import { linesOf, stepOf, type Line } from "../../core/tree";

const TOGETHER_MS = 300; // what changes within this is read once

export class FileTree {
  private readonly held = signal<ReadonlyMap<string, readonly Listed[]>>(new Map());
  private readonly opened = signal<ReadonlySet<string>>(new Set());
  private readonly focus = signal<string | null>(null);
  private readonly error = signal<string | null>(null);
  private readonly base = signal<string | null>(null);
  private readonly stop = new AbortController();
  private readonly unfollow: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly root: ReadonlySignal<string | null> = this.base;
  readonly focused: ReadonlySignal<string | null> = this.focus;
  readonly trouble: ReadonlySignal<string | null> = this.error;
  readonly lines: ReadonlySignal<readonly Line[]> = computed(() => (this.base.value === null ? [] : linesOf(this.base.value, this.held.value, this.opened.value)));
  readonly read: ReadonlySignal<boolean> = computed(() => this.held.value.has(this.base.value ?? ""));

  constructor(readonly store: TextStore) {
    this.unfollow = store.followLists(() => {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.refresh();
      }, TOGETHER_MS);
    });
  }

  /** Show the directory: it stays at what it shows if that has it in it. */
  reveal(directory: string): void {
    if (this.base.peek() === null || !isWithin(directory, this.base.peek() ?? "")) this.enter(directory);
  }

  enter(directory: string): void {
    batch(() => {
      this.base.value = directory;
      this.focus.value = null;
    });
    this.fetch(directory);
  }

  /** One further out. */
  up(): void {
    const from = this.base.peek();
    const above = from === null ? null : this.store.above(from);
    if (from === null || above === null) return;
    this.opened.value = new Set([...this.opened.peek(), from]);
    this.enter(above);
    this.focus.value = from;
  }

  refresh(): void {
    const base = this.base.peek();
    if (base === null) return;
    const shown = [base, ...this.lines.peek().flatMap((line) => (line.open ? [line.ref] : []))];
    this.held.value = new Map([...this.held.peek()].filter(([directory]) => shown.includes(directory)));
    shown.forEach((directory) => this.fetch(directory));
  }

  toggle(directory: string): void {
    const opened = new Set(this.opened.peek());
    if (!opened.delete(directory)) {
      opened.add(directory);
      this.fetch(directory);
    }
    this.opened.value = opened;
  }

  point(ref: string): void {
    this.focus.value = ref;
  }

  /** Answers whether the key meant something; `enter` is called with a file that is to be opened. */
  press(key: string, enter: (ref: string) => void): boolean {
    const step = stepOf(this.lines.peek(), this.focus.peek(), key);
    if (step === null) return false;
    if (step.to === "focus") this.point(step.ref);
    else if (step.to === "enter") enter(step.ref);
    else this.toggle(step.ref);
    return true;
  }

  end(): void {
    this.unfollow();
    clearTimeout(this.timer);
    this.stop.abort();
  }

  private fetch(directory: string): void {
    this.store.list(directory, this.stop.signal).then(
      (found) => {
        batch(() => {
          this.held.value = new Map([...this.held.peek(), [directory, found]]);
          if (directory === this.base.peek()) this.error.value = null;
        });
      },
      (reason: unknown) => {
        if (!this.stop.signal.aborted && directory === this.base.peek()) this.error.value = explain(reason);
      },
    );
  }
}
