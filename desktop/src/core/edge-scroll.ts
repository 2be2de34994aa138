// How what is scrolled goes on while something is carried near one of its ends: the nearer, the faster.

const NEAR = 48; // CSS pixels from an end
const FASTEST = 14; // CSS pixels a frame

/** How far in this frame; negative: back. `at`, `low` and `high` along one direction. */
export function edgeStep(at: number, low: number, high: number): number {
  const near = Math.min(NEAR, (high - low) / 4); // the middle of something small stands still
  if (at < low || at > high || near <= 0) return 0;
  const depth = Math.max(0, 1 - (at - low) / near, 1 - (high - at) / near);
  const step = Math.ceil(depth * FASTEST);
  return at - low < high - at ? -step : step;
}
