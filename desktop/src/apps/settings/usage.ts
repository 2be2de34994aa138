// What is limited: what it is called, and how much of it is said.

import { formatMib } from "../../core/units";
import type { Limits, Usage } from "../../wire/generated";

export type Limited = keyof Limits;

interface Words {
  readonly name: string;
  readonly note: string;
  readonly unit: "count" | "mib";
}

export const LIMITED: Readonly<Record<Limited, Words>> = {
  storage_mib: { name: "Files", note: "with their earlier versions and the trash", unit: "mib" },
  machines: { name: "Machines", note: "running or not", unit: "count" },
  vcpus: { name: "Processors", note: "of running machines", unit: "count" },
  memory_mib: { name: "Memory", note: "of running machines", unit: "mib" },
  disk_mib: { name: "Machines' disks", note: "their sizes together", unit: "mib" },
  snapshots: { name: "Snapshots", note: "of all machines", unit: "count" },
  requests_per_minute: { name: "Requests a minute", note: "", unit: "count" },
};

export const LIMIT_NAMES = Object.keys(LIMITED) as readonly Limited[];

export const sayAmount = (what: Limited, amount: number): string =>
  LIMITED[what].unit === "mib" ? formatMib(amount) : amount.toLocaleString();

/** Of a limit 0 is no limit. */
export const sayLimit = (what: Limited, limit: number): string => (limit === 0 ? "no limit" : sayAmount(what, limit));

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
  if (limit === 0) return { what, said: `${sayAmount(what, used)}, no limit`, share: null, tone: "ok" };
  const share = Math.min(1, used / limit);
  return { what, said: `${sayAmount(what, used)} of ${sayAmount(what, limit)}`, share, tone: share >= FULL ? "bad" : share >= SCARCE ? "warn" : "ok" };
}

/** What a person has of all that is limited and counted. */
export const describeUsage = (usage: Usage, limits: Limits): readonly Used[] =>
  LIMIT_NAMES.filter((what): what is keyof Usage => what in usage).map((what) => describeUse(what, usage[what], limits[what]));
