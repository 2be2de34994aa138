// Times and speeds of what is played, as people read them. Times are seconds.

import { numberFormat } from "../../languages/formats";
import { t } from "../../languages/say";

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
  if (!Number.isFinite(seconds)) return t("unknown||of a length of time");
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [SPOKEN.hour(Math.floor(whole / 3600)), SPOKEN.minute(Math.floor((whole % 3600) / 60)), SPOKEN.second(whole % 60)];
  const counts = [whole >= 3600, whole % 3600 >= 60, whole % 60 > 0];
  return parts.filter((_, at) => counts[at]).join(" ") || SPOKEN.second(0);
}

const unit = (name: string): ((amount: number) => string) => numberFormat({ style: "unit", unit: name, unitDisplay: "long" });

const SPOKEN = { hour: unit("hour"), minute: unit("minute"), second: unit("second") } as const;

/** The next faster or slower speed, or the same at the end. */
export function stepRate(rate: number, by: 1 | -1): number {
  const found = by > 0 ? RATES.find((one) => one > rate) : RATES.findLast((one) => one < rate);
  return found ?? rate;
}
