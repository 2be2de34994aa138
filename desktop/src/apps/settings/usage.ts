// What is limited: what it is called, and how much of it is said.

import { formatMib } from "../../core/units";
import { numberFormat } from "../../languages/formats";
import { say, t, type Said } from "../../languages/say";
import type { Limits, Usage } from "../../wire/generated";

export type Limited = keyof Limits;

interface Words {
  readonly name: Said;
  readonly note: Said | null;
  readonly unit: "count" | "mib";
}

export const LIMITED: Readonly<Record<Limited, Words>> = {
  storage_mib: { name: say("Files"), note: say("with their earlier versions and the trash"), unit: "mib" },
  machines: { name: say("Machines"), note: say("running or not"), unit: "count" },
  vcpus: { name: say("Processors"), note: say("of running machines"), unit: "count" },
  memory_mib: { name: say("Memory"), note: say("of running machines"), unit: "mib" },
  disk_mib: { name: say("Machines' disks"), note: say("their sizes together"), unit: "mib" },
  snapshots: { name: say("Snapshots"), note: say("of all machines"), unit: "count" },
  requests_per_minute: { name: say("Requests a minute"), note: null, unit: "count" },
};

export const LIMIT_NAMES = Object.keys(LIMITED) as readonly Limited[];

const count = numberFormat();

export const sayAmount = (what: Limited, amount: number): string =>
  LIMITED[what].unit === "mib" ? formatMib(amount) : count(amount);

/** Of a limit 0 is no limit. */
export const sayLimit = (what: Limited, limit: number): string => (limit === 0 ? t("no limit") : sayAmount(what, limit));

export interface Used {
  readonly what: Limited;
  readonly said: string; // "1.5 GiB of 10 GiB"
  readonly share: number | null; // 0 to 1; null: no limit
  readonly tone: "ok" | "warn" | "bad";
}

/** How full is warned about. */
const SCARCE = 0.8;
const FULL = 0.95;

export function describeUse(what: keyof Usage, used: number, limit: number): Used {
  if (limit === 0) return { what, said: t("{part}, no limit", { part: sayAmount(what, used) }), share: null, tone: "ok" };
  const share = Math.min(1, used / limit);
  return { what, said: t("{part} of {size}", { part: sayAmount(what, used), size: sayAmount(what, limit) }), share, tone: share >= FULL ? "bad" : share >= SCARCE ? "warn" : "ok" };
}

/** What a person has of all that is limited and counted. */
export const describeUsage = (usage: Usage, limits: Limits): readonly Used[] =>
  LIMIT_NAMES.filter((what): what is keyof Usage => what in usage).map((what) => describeUse(what, usage[what], limits[what]));
