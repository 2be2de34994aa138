// When a machine rests and ends by itself: the times that are offered, and how they are said. Seconds, as on the wire.

import { formatDuration } from "../../core/units";
import type { Option } from "../../kit/field";
import { say, t, tell, type Said } from "../../languages/say";
import { listFormat } from "../../languages/formats";
import { locale } from "../../languages/speech";
import type { Timers } from "../../wire/generated";

export type TimerName = "warm_after" | "cold_after" | "stop_after" | "remove_after";

interface TimerWords {
  readonly label: Said;
  readonly hint: Said;
  readonly said: Said; // in one line with the others
  readonly never: Said;
  readonly settled: boolean; // whether the daemon has a setting for machines that have none of their own
  readonly offered: readonly number[];
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

export const TIMERS: Readonly<Record<TimerName, TimerWords>> = {
  warm_after: {
    label: say("Rest when unused for"),
    hint: say("Its processors stand still. Using it ends that at once."),
    said: say("rests after {time}"),
    never: say("never rests"),
    settled: true,
    offered: [30, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR],
  },
  cold_after: {
    label: say("Fall asleep when unused for"),
    hint: say("It takes no memory and no processor then. Using it wakes it."),
    said: say("falls asleep after {time}"),
    never: say("never falls asleep"),
    settled: true,
    offered: [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR, DAY],
  },
  stop_after: { label: say("Stop after its start"), hint: say("Its disk stays."), said: say("stops after {time}"), never: say("never stops"), settled: false, offered: [HOUR, 8 * HOUR, DAY, 7 * DAY] },
  remove_after: {
    label: say("Remove after its creation"),
    hint: say("With everything on its disk."),
    said: say("is removed after {time}"),
    never: say("is never removed"),
    settled: false,
    offered: [HOUR, DAY, 7 * DAY, 30 * DAY],
  },
};
export const TIMER_NAMES = Object.keys(TIMERS) as readonly TimerName[];

const USUAL = "usual";
const NEVER = "0";

/** What is chosen in a list, as text; a time is its seconds. */
export function choiceOf(name: TimerName, seconds: number | null | undefined): string {
  if (seconds !== null && seconds !== undefined) return String(seconds);
  return TIMERS[name].settled ? USUAL : NEVER;
}

export const secondsOf = (choice: string): number | null => (choice === USUAL ? null : Number(choice));

/** The times to choose from; one that was set elsewhere is among them. */
export function timerOptions(name: TimerName, current: number | null | undefined): readonly Option<string>[] {
  const times = new Set(TIMERS[name].offered);
  if (current) times.add(current);
  return [
    ...(TIMERS[name].settled ? [{ value: USUAL, label: t("As the daemon's settings say") }] : []),
    ...[...times].sort((one, other) => one - other).map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) })),
    { value: NEVER, label: t("Never") },
  ];
}

const listed = listFormat({ type: "unit" });

/** One line about what differs from the daemon's settings. */
export function describeTimers(timers: Timers | undefined): string {
  const parts = TIMER_NAMES.flatMap((name) => {
    const seconds = timers?.[name];
    if (seconds === null || seconds === undefined || (seconds === 0 && !TIMERS[name].settled)) return [];
    return seconds === 0 ? [tell(TIMERS[name].never)] : [tell(TIMERS[name].said, { time: formatDuration(seconds) })];
  });
  if (timers?.keep_hot) parts.unshift(t("never rests"));
  const text = listed(parts);
  return text ? text.charAt(0).toLocaleUpperCase(locale.value) + text.slice(1) : t("As the daemon's settings say");
}
