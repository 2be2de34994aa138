// What a page remembers of its desk, and what it makes of what the server remembers. Every writing to the server has a mark; a page knows the marks
// that its own desk came after, so that it needs no clock to tell a writing of its own from one of another device.

import { readDesk, writeDesk } from "./places";
import type { Desk } from "./windows";

/** In the browser. */
export interface Kept {
  readonly marks: readonly string[]; // what the desk came after: the one that is known to have arrived, then those that may have
  readonly desk: Desk;
}

/** On the server. */
export interface Written {
  readonly mark: string;
  readonly desk: string; // as `writeDesk` has it
}

const MOST_TRIES = 8; // that are remembered

export function withMark([arrived, ...tries]: readonly string[], mark: string): readonly string[] {
  return arrived === undefined ? [mark] : [arrived, ...[...tries, mark].slice(-MOST_TRIES)];
}

export function writeKept({ marks, desk }: Kept): string {
  return JSON.stringify({ marks, desk: writeDesk(desk) });
}

/** What is stored may be old or damaged; then nothing is kept. */
export function readKept(text: string | null, apps: Pick<ReadonlySet<string>, "has">): Kept {
  const { marks, desk } = recordIn(text);
  const known = Array.isArray(marks) ? marks.filter((mark): mark is string => typeof mark === "string") : [];
  return { marks: known, desk: readDesk(typeof desk === "string" ? desk : null, apps) };
}

/** The server's word, if it is one. */
export function readWritten(value: unknown): Written | null {
  if (typeof value !== "object" || value === null || !("mark" in value) || !("desk" in value)) return null;
  const { mark, desk } = value;
  return typeof mark === "string" && typeof desk === "string" ? { mark, desk } : null;
}

export type Meeting = "same" | "send" | "adopt";

/** Whether the server's desk is the page's, an older one of the page, or another device's, which wrote last. */
export function meet(marks: readonly string[], written: Written | null): Meeting {
  if (written === null) return "send";
  if (!marks.includes(written.mark)) return "adopt";
  return marks.at(-1) === written.mark ? "same" : "send";
}

/**
 * Another device's desk in place of this one; windows from `opened` on were opened here meanwhile and stay in front, on the workspace that it looks at. The
 * others are new here, and so are their ids: an id that an app's window had is never another's.
 */
export function adopt(desk: Desk, other: Desk, opened: number): Desk {
  const order = [...other.windows].sort((one, two) => one.id - two.id);
  const ids = new Map(order.map((window, at) => [window.id, desk.nextId + at]));
  const theirs = other.windows.map((window) => ({ ...window, id: ids.get(window.id) ?? window.id }));
  const ours = desk.windows.filter((window) => window.id >= opened).map((window) => ({ ...window, workspace: other.current }));
  return { ...other, windows: [...theirs, ...ours], nextId: desk.nextId + theirs.length };
}

function recordIn(text: string | null): Partial<Record<keyof Kept, unknown>> {
  try {
    const stored: unknown = JSON.parse(text ?? "{}");
    return typeof stored === "object" && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
