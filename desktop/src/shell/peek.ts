// When the windows of an app are peeked at from the taskbar: soon after the pointer or the keyboard comes to its button, for as long as one of them is there or at
// what is shown; or, once they were asked for by a click, until something else is.

import { signal, type ReadonlySignal } from "@preact/signals";

const SOON_MS = 450;
const NEXT_MS = 90; // from one to its neighbour
const LEAVE_MS = 220; // the way from the button to what is shown

export interface Peeked {
  readonly app: string;
  readonly held: boolean; // asked for, and where the keyboard is to go
}

type Later = (milliseconds: number, run: () => void) => () => void;

export class Peek {
  private readonly current = signal<Peeked | null>(null);
  private cancel: (() => void) | null = null;

  readonly peeked: ReadonlySignal<Peeked | null> = this.current;

  constructor(private readonly later: Later) {}

  /** Somebody has come to the button of this app. */
  come(app: string): void {
    const { current } = this;
    if (current.peek()?.held) return;
    if (current.peek()?.app === app) this.stay();
    else this.soon(current.peek() ? NEXT_MS : SOON_MS, { app, held: false });
  }

  /** They are at what is shown. */
  stay(): void {
    this.cancel?.();
    this.cancel = null;
  }

  leave(): void {
    if (!this.current.peek()?.held) this.soon(LEAVE_MS, null);
  }

  hold(app: string): void {
    this.set({ app, held: true });
  }

  close(): void {
    this.set(null);
  }

  private soon(milliseconds: number, next: Peeked | null): void {
    this.cancel?.();
    this.cancel = this.later(milliseconds, () => this.set(next));
  }

  private set(next: Peeked | null): void {
    this.stay();
    this.current.value = next;
  }
}
