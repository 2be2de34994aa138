// How a person wants to be told things: whether at all now, by whom, and with which sounds. Pure; the shell keeps it.

export interface Habits {
  readonly quiet: boolean | number; // not disturbed; a number: until then, in milliseconds since 1970
  readonly sounds: boolean;
  readonly volume: number; // 0 to 1
  readonly muted: readonly string[]; // senders whose notifications only wait in the panel
}

export const USUAL: Habits = { quiet: false, sounds: false, volume: 0.5, muted: [] };

/** Who sends what no app of others does: the house itself, and programs of the person's own. */
export const HOUSE = "house";

export const senderOf = ({ app }: { readonly app?: string }): string => app || HOUSE;

export const isQuiet = ({ quiet }: Habits, nowMs: number): boolean => (typeof quiet === "number" ? quiet > nowMs : quiet);

export function withMuted(habits: Habits, sender: string, muted: boolean): Habits {
  const others = habits.muted.filter((one) => one !== sender);
  return { ...habits, muted: muted ? [...others, sender] : others };
}

const MORNING_HOUR = 8;

/** The next time that it is eight in the morning. */
export function nextMorning(now: Date): number {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), MORNING_HOUR);
  if (today.getTime() <= now.getTime()) today.setDate(today.getDate() + 1);
  return today.getTime();
}

/** What was stored, which may be old or damaged. */
export function readHabits(stored: unknown): Habits | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { quiet, sounds, volume, muted } = stored as Record<string, unknown>;
  return {
    quiet: typeof quiet === "boolean" || (typeof quiet === "number" && Number.isFinite(quiet)) ? quiet : USUAL.quiet,
    sounds: sounds === true,
    volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : USUAL.volume,
    muted: Array.isArray(muted) ? muted.filter((one): one is string => typeof one === "string") : USUAL.muted,
  };
}
