// Moments as people say them. Times are RFC 3339, as on the wire.

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const NEAR = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const MINUTE = 60;
const HOUR = 3600;
const DAY_S = 86_400;

export const formatDay = (at: string): string => DAY.format(new Date(at));
export const formatMoment = (at: string): string => MOMENT.format(new Date(at));

/** "5 minutes ago", "in 3 days"; a day where that is clearer. */
export function formatNear(at: string, now: number = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const distance = Math.abs(seconds);
  if (distance < MINUTE) return "just now";
  if (distance < HOUR) return NEAR.format(Math.round(seconds / MINUTE), "minute");
  if (distance < DAY_S) return NEAR.format(Math.round(seconds / HOUR), "hour");
  if (distance < 30 * DAY_S) return NEAR.format(Math.round(seconds / DAY_S), "day");
  return formatDay(at);
}
