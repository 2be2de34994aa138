// When machines rest: the times that are offered, and how they are chosen. Seconds, as on the wire; null is what the daemon says, 0 is never.

import { formatDuration } from "../../core/units";
import type { Option } from "../../kit/field";
import { say, t, type Said } from "../../languages/say";
import type { RestHabits } from "../../wire/generated";

export type Habit = keyof RestHabits;

interface Words {
  readonly label: Said;
  readonly hint: Said;
  readonly offered: readonly number[];
}

const MINUTE = 60;
const HOUR = 3600;

export const HABITS: Readonly<Record<Habit, Words>> = {
  warm_after: { label: say("Rest when unused for"), hint: say("The processors stand still, the memory stays."), offered: [30, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] },
  cold_after: {
    label: say("Fall asleep when unused for"),
    hint: say("Takes no memory and no processor then."),
    offered: [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR],
  },
};
export const HABIT_NAMES = Object.keys(HABITS) as readonly Habit[];

const USUAL = "usual";
const NEVER = "0";

export const choiceOf = (seconds: number | null | undefined): string => (seconds === null || seconds === undefined ? USUAL : String(seconds));
export const secondsOf = (choice: string): number | null => (choice === USUAL ? null : Number(choice));

/** The times to choose from; one that was set elsewhere is among them. */
export function habitOptions(name: Habit, current: number | null | undefined): readonly Option<string>[] {
  const times = new Set(HABITS[name].offered);
  if (current) times.add(current);
  return [
    { value: USUAL, label: t("As the daemon's settings say") },
    ...[...times].sort((one, other) => one - other).map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) })),
    { value: NEVER, label: t("Never") },
  ];
}
