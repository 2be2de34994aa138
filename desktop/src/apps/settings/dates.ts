// Moments as people say them. Times are RFC 3339, as on the wire.

import { dateFormat, relativeFormat } from "../../languages/formats";
import { t } from "../../languages/say";

const day = dateFormat({ dateStyle: "long" });
const moment = dateFormat({ dateStyle: "medium", timeStyle: "short" });
const near = relativeFormat({ numeric: "auto" });

const MINUTE = 60;
const HOUR = 3600;
const DAY_S = 86_400;

export const formatDay = (at: string): string => day(new Date(at));
export const formatMoment = (at: string): string => moment(new Date(at));

/** "5 minutes ago", "in 3 days"; a day where that is clearer. */
export function formatNear(at: string, now: number = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const distance = Math.abs(seconds);
  if (distance < MINUTE) return t("just now");
  if (distance < HOUR) return near(Math.round(seconds / MINUTE), "minute");
  if (distance < DAY_S) return near(Math.round(seconds / HOUR), "hour");
  if (distance < 30 * DAY_S) return near(Math.round(seconds / DAY_S), "day");
  return formatDay(at);
}
