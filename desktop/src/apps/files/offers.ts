// What a place has beside files and folders: the house has more than a machine, and what is not there is not offered.

import { isInMachine, isStrange } from "../../client/machine-store";
import { mediaOf } from "../../core/media";
import { familyOf } from "../../shell/kinds";
import type { FileEntry } from "../../wire/generated";

export interface Offers {
  readonly trash: boolean;
  readonly openers: boolean; // apps find its files by an id of the house
  readonly pictures: boolean; // small ones, of what is in a file
  readonly archives: boolean; // are packed and unpacked where they lie
  readonly favourites: boolean;
  readonly sharing: boolean; // and versions, and what else is told of a file
  readonly index: boolean; // of names and texts; else names are looked for from folder to folder
}

const HOUSE: Offers = { trash: true, openers: true, pictures: true, archives: true, favourites: true, sharing: true, index: true };
const MACHINE: Offers = { trash: false, openers: false, pictures: false, archives: false, favourites: false, sharing: false, index: false };

export const offersAt = (path: string): Offers => (isInMachine(path) ? MACHINE : HOUSE);

/** Whether what a machine says nothing of is taken for a text, as most of its files are. */
export function isWritten(entry: FileEntry): boolean {
  const family = familyOf(entry);
  return !isStrange(entry) && (family === "text" || family === "code" || (family === "other" && mediaOf(entry) !== "application/octet-stream"));
}
