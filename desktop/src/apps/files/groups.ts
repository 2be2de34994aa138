// A directory's entries under headings: by kind, by date or by size.

import { formatBytes } from "../../core/units";
import { say, t, tell, type Said } from "../../languages/say";
import { familyOf, type Family } from "../../shell/kinds";
import type { FileEntry } from "../../wire/generated";
import type { Column, Order } from "./order";

export type Grouping = "none" | "kind" | "date" | "size";

export const GROUPINGS: readonly (readonly [Grouping, Said])[] = [
  ["none", say("No groups")],
  ["kind", say("Grouped by kind")],
  ["date", say("Grouped by date")],
  ["size", say("Grouped by size")],
];

/** What was remembered. */
export const readGrouping = (text: string | null): Grouping => GROUPINGS.find(([grouping]) => grouping === text)?.[0] ?? "none";

export interface Group {
  readonly id: string;
  readonly label: () => string; // told when it is drawn, in the language of then
  readonly first: number; // of the entries
  readonly count: number;
}

export interface Grouped {
  readonly entries: readonly FileEntry[];
  readonly groups: readonly Group[]; // none: no headings
}

interface Heading {
  readonly id: string;
  readonly label: () => string;
}

interface Way {
  readonly column: Column; // whose order the headings follow
  readonly turned: boolean; // descending is how they stand below
  readonly headings: readonly Heading[];
  readonly of: (entry: FileEntry, now: Date) => string;
}

const heading = (id: string, said: Said): Heading => ({ id, label: () => tell(said) });

const FOLDERS = heading("directory", say("Folders"));

const KINDS: readonly (Heading & { readonly id: Family })[] = (
  [
    ["directory", say("Folders")],
    ["shortcut", say("Shortcuts||that stand for files")],
    ["image", say("Images||pictures")],
    ["video", say("Videos")],
    ["audio", say("Sound||files that are heard")],
    ["pdf", say("PDF")],
    ["text", say("Texts")],
    ["code", say("Code")],
    ["archive", say("Archives")],
    ["other", say("Other files")],
  ] as const
).map(([id, said]) => ({ id, label: () => tell(said) }));

const DATES: readonly Heading[] = [
  heading("today", say("Today")),
  heading("yesterday", say("Yesterday")),
  heading("week", say("This week")),
  heading("month", say("This month")),
  heading("year", say("This year")),
  heading("older", say("Older")),
];

/** The first group whose beginning is not later; a week begins on Monday, as in ISO 8601. */
function dateOf({ modified_at: text }: FileEntry, now: Date): string {
  const at = Date.parse(text);
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const begins: readonly (readonly [string, Date])[] = [
    ["today", new Date(year, month, day)],
    ["yesterday", new Date(year, month, day - 1)],
    ["week", new Date(year, month, day - ((now.getDay() + 6) % 7))],
    ["month", new Date(year, month, 1)],
    ["year", new Date(year, 0, 1)],
  ];
  return begins.find(([, begin]) => at >= begin.getTime())?.[0] ?? "older";
}

const [KIB, MIB, GIB] = [1024, 1024 ** 2, 1024 ** 3];
const LIMITS: readonly (readonly [string, number])[] = [
  ["tiny", 100 * KIB],
  ["small", MIB],
  ["middle", 100 * MIB],
  ["large", GIB],
];

const SIZES: readonly Heading[] = [
  FOLDERS,
  heading("empty", say("Empty")),
  ...LIMITS.map(([id, limit], at) => ({ id, label: () => (at === 0 ? t("Up to {size}", { size: formatBytes(limit) }) : t("{from} to {to}", { from: formatBytes(LIMITS[at - 1]?.[1] ?? 0), to: formatBytes(limit) })) })),
  { id: "huge", label: () => t("Over {size}", { size: formatBytes(GIB) }) },
];

function sizeOf({ kind, size }: FileEntry): string {
  if (kind === "directory") return "directory";
  return size === 0 ? "empty" : (LIMITS.find(([, limit]) => size <= limit)?.[0] ?? "huge");
}

const WAYS: Readonly<Record<Exclude<Grouping, "none">, Way>> = {
  kind: { column: "kind", turned: false, headings: KINDS, of: familyOf },
  date: { column: "modified", turned: true, headings: DATES, of: dateOf },
  size: { column: "size", turned: false, headings: SIZES, of: sizeOf },
};

/** Under each heading they keep the order that they come in. Headings turn round with the order if both are of the same thing. */
export function grouped(entries: readonly FileEntry[], by: Grouping, order: Order, now: Date): Grouped {
  if (by === "none") return { entries, groups: [] };
  const { column, turned, headings, of } = WAYS[by];
  const held = new Map<string, FileEntry[]>(headings.map(({ id }) => [id, []]));
  for (const entry of entries) held.get(of(entry, now))?.push(entry);
  const isTurned = order.by === column && order.descending !== turned;
  const all: FileEntry[] = [];
  const groups: Group[] = [];
  for (const { id, label } of isTurned ? headings.toReversed() : headings) {
    const inside = held.get(id) ?? [];
    if (inside.length > 0) groups.push({ id, label, first: all.length, count: inside.length });
    for (const entry of inside) all.push(entry);
  }
  return { entries: all, groups };
}
