// How long to wait before trying to connect again: twice as long each time up to a limit, spread out so that many clients
// do not come back in the same instant.

const FIRST_MS = 400;
const LONGEST_MS = 10_000;

/** Milliseconds before attempt number `attempt` (0 is the first retry); `chance` is a random number in [0, 1). */
export function retryDelay(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.5 + chance / 2));
}
