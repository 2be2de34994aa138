// When something was, as short as it is clear.

import { dateFormat } from "../languages/formats";

const time = dateFormat({ hour: "2-digit", minute: "2-digit" });
const day = dateFormat({ day: "numeric", month: "short" });
const date = dateFormat({ day: "numeric", month: "short", year: "numeric" });
const whole = dateFormat({ dateStyle: "medium", timeStyle: "medium" });
const minute = dateFormat({ dateStyle: "medium", timeStyle: "short" });

const DAY_MS = 86_400_000;

/** The time of today, the day of this year, or the date. Images of machines date everything at the beginning of the count, which tells nothing. */
export function formatDate(text: string, now: Date = new Date()): string {
  const at = new Date(text);
  if (at.getTime() < DAY_MS) return "–";
  if (at.toDateString() === now.toDateString()) return time(at);
  return (at.getFullYear() === now.getFullYear() ? day : date)(at);
}

export const formatMoment = (text: string): string => whole(new Date(text));

export const formatMinute = (text: string): string => minute(new Date(text));
