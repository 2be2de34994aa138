// What is said of many uploads in one line, and which of them are drawn.

export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly size: number; // bytes
  readonly sent: number;
  readonly state: "waiting" | "sending" | "asking" | "done" | "skipped" | "failed";
  readonly why?: string;
  readonly carried?: boolean; // from another place, and not from this computer
}

export interface Total {
  readonly count: number;
  readonly left: number;
  readonly done: number;
  readonly failed: number;
  readonly share: number; // of the work, 0 to 1
  readonly carried: boolean; // all of them are
}

const FILE_BYTES = 64 * 1024; // what a file costs beside its bytes, so that many small ones move the bar too

const isLeft = ({ state }: Upload): boolean => state === "waiting" || state === "sending" || state === "asking";

export function totalOf(uploads: readonly Upload[]): Total {
  let [left, done, failed, bytes, sent] = [0, 0, 0, 0, 0];
  for (const one of uploads) {
    const weight = one.size + FILE_BYTES;
    if (isLeft(one)) left += 1;
    else if (one.state === "done") done += 1;
    else if (one.state === "failed") failed += 1;
    bytes += weight;
    sent += isLeft(one) ? one.sent : weight;
  }
  return { count: uploads.length, left, done, failed, share: bytes > 0 ? sent / bytes : 0, carried: uploads.every((one) => one.carried) };
}

const FIRST: readonly Upload["state"][] = ["failed", "asking", "sending", "waiting", "done", "skipped"];

/** The first so many: what wants attention before what is under way, and what is over last. */
export function mostTelling(uploads: readonly Upload[], most: number): readonly Upload[] {
  const found: Upload[] = [];
  for (const state of FIRST) {
    for (const one of uploads) {
      if (found.length === most) return found;
      if (one.state === state) found.push(one);
    }
  }
  return found;
}
