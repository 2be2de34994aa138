// Times and speeds of what is played, as people read them. Times are seconds.

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** "3:07", "1:02:03"; what is not known yet is "–:––". */
export function formatTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–:––";
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** "3 minutes 7 seconds": for those who hear it. */
export function sayTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown";
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor((whole % 3600) / 60), "minute"],
    [whole % 60, "second"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}${count === 1 ? "" : "s"}`);
  return said.join(" ") || "0 seconds";
}

/** The next faster or slower speed, or the same at the end. */
export function stepRate(rate: number, by: 1 | -1): number {
  const found = by > 0 ? RATES.find((one) => one > rate) : RATES.findLast((one) => one < rate);
  return found ?? rate;
}
