// Limits as they are typed: memory and disk in GiB, an empty field for what the defaults say, 0 for no limit.

import { t, tell } from "../../languages/say";
import type { LimitOverrides, Limits } from "../../wire/generated";
import { LIMITED, LIMIT_NAMES, sayLimit, type Limited } from "./usage";

export type LimitTexts = Readonly<Record<Limited, string>>;

const MIB_IN_GIB = 1024;
const MOST = 2 ** 31 - 1;

const inGib = (what: Limited): boolean => LIMITED[what].unit === "mib";

export const labelOf = (what: Limited): string => (inGib(what) ? t("{name} (GiB)", { name: tell(LIMITED[what].name) }) : tell(LIMITED[what].name));

function textOf(what: Limited, limit: number | null | undefined): string {
  if (limit === null || limit === undefined) return "";
  return String(inGib(what) ? Number((limit / MIB_IN_GIB).toFixed(3)) : limit);
}

export const textsOf = (overrides: LimitOverrides): LimitTexts =>
  Object.fromEntries(LIMIT_NAMES.map((what) => [what, textOf(what, overrides[what])])) as LimitTexts;

/** What is wrong with what was typed; null: nothing. */
export function limitError(what: Limited, text: string): string | null {
  if (text.trim() === "") return null;
  const limit = amountIn(what, text);
  if (Number.isNaN(limit) || limit < 0 || limit > MOST) return t("A number, or nothing for the default.");
  return Number.isInteger(limit) ? null : t("A whole number.");
}

function amountIn(what: Limited, text: string): number {
  const typed = Number(text.trim().replace(",", "."));
  return inGib(what) ? Math.round(typed * MIB_IN_GIB) : typed;
}

/** For texts without errors. */
export const overridesOf = (texts: LimitTexts): LimitOverrides =>
  Object.fromEntries(LIMIT_NAMES.map((what) => [what, texts[what].trim() === "" ? null : amountIn(what, texts[what])]));

/** What holds now, beside the field. */
export function hintOf(what: Limited, overrides: LimitOverrides, inForce: Limits): string {
  const set = overrides[what] !== null && overrides[what] !== undefined;
  return t(set ? "Now {limit}" : "By default {limit}", { limit: sayLimit(what, inForce[what]) });
}
