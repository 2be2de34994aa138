// When a link ends, and the address of the page that it opens.

import type { Option } from "../../kit/field";
import { t } from "../../languages/say";

export type Period = "day" | "week" | "month" | "endless";

export const periods = (): readonly Option<Period>[] => [
  { value: "week", label: t("for a week") },
  { value: "day", label: t("for a day") },
  { value: "month", label: t("for a month") },
  { value: "endless", label: t("until I take it back") },
];

const DAYS: Readonly<Record<Exclude<Period, "endless">, number>> = { day: 1, week: 7, month: 30 };
const DAY_MS = 24 * 60 * 60 * 1000;

export function endOf(period: Period, now: Date): string | null {
  return period === "endless" ? null : new Date(now.getTime() + DAYS[period] * DAY_MS).toISOString();
}

/** The secret is behind the `#`, which browsers send to nobody: it comes into no log. */
export const pageOf = (secret: string, origin: string): string => `${origin}/link/#${secret}`;

/** Whether a password can be sent as a header, which knows Western letters only. */
export const isSendable = (password: string): boolean => /^[\x20-\x7e\xa0-\xff]*$/.test(password);
