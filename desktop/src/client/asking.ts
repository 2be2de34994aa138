// Asking the daemon from a component: what is read when it is shown, and what is ordered from a dialog.

import { useEffect, useState } from "preact/hooks";
import { explain } from "./http";

export interface Reading<T> {
  readonly value: T | null; // null: nothing has been read yet
  readonly error: string | null;
  /** Read it once more. */
  again(): void;
}

/** Reads now, and again whenever one of `when` changes; what was read before stays until then. */
export function useReading<T>(read: () => Promise<T>, when: readonly unknown[]): Reading<T> {
  const [reading, setReading] = useState<Omit<Reading<T>, "again">>({ value: null, error: null });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let over = false;
    read().then(
      (value) => over || setReading({ value, error: null }),
      (reason: unknown) => over || setReading((before) => ({ ...before, error: explain(reason) })),
    );
    return () => {
      over = true;
    };
  }, [...when, times]);
  return { ...reading, again: () => setTimes((before) => before + 1) };
}

const PAUSE_MS = 250; // while somebody types

/** The text when nobody has typed for a moment: what is asked for by it. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export interface Ordering {
  readonly busy: boolean;
  readonly error: string | null;
  /** Wait for the daemon's answer; a refusal is kept as the error. */
  order<T>(answer: Promise<T>, done: (value: T) => void): void;
  /** Something is wrong before anything is asked; null: nothing is. */
  refuse(error: string | null): void;
}

export function useOrdering(): Ordering {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const order = <T>(answer: Promise<T>, done: (value: T) => void): void => {
    setBusy(true);
    setError(null);
    const settle = (value: T): void => {
      setBusy(false);
      done(value);
    };
    answer.then(settle, (reason: unknown) => {
      setBusy(false);
      setError(explain(reason));
    });
  };
  return { busy, error, order, refuse: setError };
}
