// Showing only some kinds of what is in a directory.

import { say, type Said } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { familyOf, type Family } from "../../shell/kinds";

export type Filter = "all" | "folders" | "images" | "documents" | "media" | "archives";

export const FILTERS: readonly (readonly [Filter, label: Said, only: Said | null])[] = [
  ["all", say("Everything"), null],
  ["folders", say("Folders"), say("only folders")],
  ["images", say("Images||pictures"), say("only images")],
  ["documents", say("Documents"), say("only documents")],
  ["media", say("Sound and films"), say("only sound and films")],
  ["archives", say("Archives"), say("only archives")],
];

const FAMILIES: Readonly<Record<Exclude<Filter, "all">, readonly Family[]>> = {
  folders: ["directory"],
  images: ["image"],
  documents: ["text", "code", "pdf"],
  media: ["audio", "video"],
  archives: ["archive"],
};

export function filtered(entries: readonly FileEntry[], filter: Filter): readonly FileEntry[] {
  if (filter === "all") return entries;
  const families = FAMILIES[filter];
  return entries.filter((entry) => families.includes(familyOf(entry)));
}
