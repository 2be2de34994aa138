// What an app asks the person. One question is shown at a time, and who asks too much is answered as if the person had said no.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Choice } from "../../core/foreign/requests";

export type Question =
  | { readonly kind: "alert"; readonly message: string; readonly choices: readonly Choice[] }
  | { readonly kind: "prompt"; readonly message: string; readonly placeholder: string; readonly value: string }
  | { readonly kind: "colour"; readonly value: string }
  | { readonly kind: "font"; readonly value: string }
  | { readonly kind: "permission"; readonly wishes: readonly string[] }
  | { readonly kind: "pick"; readonly accept: readonly string[]; readonly multiple: boolean; readonly directories: boolean; readonly start: string }
  | { readonly kind: "save"; readonly name: string; readonly start: string };

interface Asked {
  readonly question: Question;
  readonly answer: (value: unknown) => void;
}

const MOST_WAITING = 8;

/** undefined: the person gave no answer. */
export class Questions {
  private readonly waiting = signal<readonly Asked[]>([]);
  readonly current: ReadonlySignal<Question | null> = computed(() => this.waiting.value[0]?.question ?? null);
  /** How many come after the current one. */
  readonly more = computed(() => Math.max(0, this.waiting.value.length - 1));

  ask(question: Question): Promise<unknown> {
    if (this.waiting.peek().length >= MOST_WAITING) return Promise.resolve(undefined);
    return new Promise((answer) => (this.waiting.value = [...this.waiting.peek(), { question, answer }]));
  }

  answer(question: Question, value: unknown): void {
    const [asked, ...others] = this.waiting.peek();
    if (asked?.question !== question) return; // answered twice
    this.waiting.value = others;
    asked.answer(value);
  }

  /** The window is gone: nobody will answer. */
  drop(): void {
    const asked = this.waiting.peek();
    this.waiting.value = [];
    asked.forEach((one) => one.answer(undefined));
  }
}
