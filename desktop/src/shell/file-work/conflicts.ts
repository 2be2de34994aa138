// What to do where a name is taken: asked once at a time, for one or for all that come with it.

import { signal, type ReadonlySignal } from "@preact/signals";

export type Decision = "replace" | "beside" | "skip";

export interface Question {
  readonly name: string;
  readonly more: boolean; // others come with it
  readonly answer: (decision: Decision, forAll: boolean) => void;
}

/** Answers what to do with this name. */
export type Ask = (name: string) => Promise<Decision>;

export class Conflicts {
  private readonly asked = signal<Question | null>(null);
  private last: Promise<unknown> = Promise.resolve();

  readonly question: ReadonlySignal<Question | null> = this.asked;

  /** For things that are done together: an answer for all is remembered among them. */
  batch(more: boolean): Ask {
    let always: Decision | null = null;
    return (name) => {
      const mine = this.last.then(
        () =>
          always ??
          new Promise<Decision>((resolve) => {
            this.asked.value = {
              name,
              more,
              answer: (decision, forAll) => {
                if (forAll) always = decision;
                this.asked.value = null;
                resolve(decision);
              },
            };
          }),
      );
      this.last = mine;
      return mine;
    };
  }
}
