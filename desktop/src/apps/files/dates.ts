// When something was, as short as it is clear.

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const WHOLE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const MINUTE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The time of today, the day of this year, or the date. */
export function formatDate(text: string, now: Date = new Date()): string {
  const at = new Date(text);
  if (at.toDateString() === now.toDateString()) return TIME.format(at);
  return (at.getFullYear() === now.getFullYear() ? DAY : DATE).format(at);
}

export const formatMoment = (text: string): string => WHOLE.format(new Date(text));

export const formatMinute = (text: string): string => MINUTE.format(new Date(text));
