// In which order files on the desktop follow one another.

import { directoriesFirst } from "../../core/within";
import type { Sort } from "../../core/icon-grid";
import { collation } from "../../languages/formats";
import type { FileEntry } from "../../wire/generated";
import { describeKind } from "../kinds";

const byName = collation({ numeric: true, sensitivity: "base" });

type Compare = (one: FileEntry, other: FileEntry) => number;

const COMPARE: Readonly<Record<Sort, Compare>> = {
  name: (one, other) => directoriesFirst(one.kind === "directory", other.kind === "directory"),
  kind: (one, other) => directoriesFirst(one.kind === "directory", other.kind === "directory") || byName(describeKind(one), describeKind(other)),
  date: (one, other) => Date.parse(other.modified_at) - Date.parse(one.modified_at), // the newest first
};

/** What is equal goes by its name. */
export function sorted(entries: readonly FileEntry[], sort: Sort): readonly FileEntry[] {
  return [...entries].sort((one, other) => COMPARE[sort](one, other) || byName(one.name, other.name));
}
