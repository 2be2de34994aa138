// Some requests want to hear once more who asks. They are made through here: when the daemon says so, the person is asked, and the request is repeated.

import { signal, type ReadonlySignal } from "@preact/signals";
import { ApiError } from "../../client/http";
import { t } from "../../languages/say";

/** The person would not say who they are. */
export class NotConfirmedError extends Error {
  constructor() {
    super(t("Nothing was changed: this needs your password or a one-time code."));
    this.name = "NotConfirmedError";
  }
}

/** A question that waits for its answer. */
export interface Question {
  confirmed(): void;
  refused(): void;
}

export class Elevation {
  private readonly waiting = signal<Question | null>(null);

  /** What is asked now. */
  readonly question: ReadonlySignal<Question | null> = this.waiting;

  /** Throws NotConfirmedError, and what `act` throws but for the want of a confirmation. */
  readonly run = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.problem.code !== "elevation_needed") throw reason;
    }
    await this.ask();
    return act();
  };

  /** Ask, whatever was proved before. Throws NotConfirmedError. */
  ask(): Promise<void> {
    this.waiting.peek()?.refused();
    return new Promise((resolve, reject) => {
      this.waiting.value = {
        confirmed: () => this.settle(resolve),
        refused: () => this.settle(() => reject(new NotConfirmedError())),
      };
    });
  }

  private settle(answer: () => void): void {
    this.waiting.value = null;
    answer();
  }
}
