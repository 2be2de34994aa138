// What was worked out before: kept with the window, walked like a shell's.

import type { AppState } from "../../core/windows";

export interface Done {
  readonly sum: string;
  readonly result: string;
}

const MOST = 50;

/** What a window kept may be old or damaged. */
export function readHistory(state: AppState): readonly Done[] {
  const kept = state["history"];
  return Array.isArray(kept) ? kept.filter(isDone).slice(-MOST) : [];
}

function isDone(item: unknown): item is Done {
  const { sum, result } = (item ?? {}) as Partial<Record<"sum" | "result", unknown>>;
  return typeof sum === "string" && typeof result === "string";
}

/** The newest is the last; the same once more is not written down again. */
export function withDone(history: readonly Done[], done: Done): readonly Done[] {
  const last = history.at(-1);
  if (last?.sum === done.sum && last.result === done.result) return history;
  return [...history, done].slice(-MOST);
}

/** The sum that lies `back` steps back (1: the last one), as far as there are any. */
export function recalled(history: readonly Done[], back: number): { readonly back: number; readonly sum: string } {
  const there = Math.max(0, Math.min(back, history.length));
  return { back: there, sum: there === 0 ? "" : (history.at(-there)?.sum ?? "") };
}
