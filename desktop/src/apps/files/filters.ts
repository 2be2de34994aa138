// Showing only some kinds of what is in a directory.

import type { FileEntry } from "../../wire/generated";
import { familyOf, type Family } from "../../shell/kinds";

export type Filter = "all" | "folders" | "images" | "documents" | "media" | "archives";

export const FILTERS: readonly (readonly [Filter, string])[] = [
  ["all", "Everything"],
  ["folders", "Folders"],
  ["images", "Images"],
  ["documents", "Documents"],
  ["media", "Sound and films"],
  ["archives", "Archives"],
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
