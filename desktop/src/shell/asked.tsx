// What was asked of the daemon, as it is shown.

import type { ComponentChildren, JSX } from "preact";
import type { Reading } from "../client/asking";
import { Button } from "../kit/button";
import { Notice, Spinner } from "../kit/feedback";
import { t } from "../languages/say";

export interface AskedProps<T> {
  readonly reading: Reading<T>;
  readonly saying: string; // while it is read
  readonly children: (value: T) => ComponentChildren;
}

/** What was read, or that it is being, or why it could not be. */
export function Asked<T>({ reading, saying, children }: AskedProps<T>): JSX.Element {
  const { value, error, again } = reading;
  return (
    <>
      {error && (
        <Notice tone="bad">
          {error}{" "}
          <Button look="quiet" onClick={again}>
            {t("Try again")}
          </Button>
        </Notice>
      )}
      {value === null ? !error && <Spinner name={saying} /> : children(value)}
    </>
  );
}
