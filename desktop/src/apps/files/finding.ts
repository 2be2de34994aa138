// What a search found: files and folders by their names, and files by what they say.

import type { FilesApi } from "../../client/files-api";
import type { FileEntry, TextFound } from "../../wire/generated";

export interface Finds {
  readonly entries: readonly FileEntry[]; // each once
  readonly texts: ReadonlyMap<string, TextFound>; // by the id of the file that says it
  readonly cut?: boolean; // there is more that was not looked at
}

/** A run of letters; marked: it is what was searched for. */
export interface Letters {
  readonly text: string;
  readonly marked: boolean;
}

const LEAST = 2; // letters; fewer are in nearly every text
const BEFORE = 24; // letters shown before the first that was searched for

export const NO_FINDS: Finds = { entries: [], texts: new Map() };

/** Names are found even where texts cannot be searched. */
export async function find(files: Pick<FilesApi, "search" | "searchContents">, text: string, under: string, stopped: AbortSignal): Promise<Finds> {
  const said = text.length < LEAST ? Promise.resolve([]) : files.searchContents(text, under, stopped).catch(() => []);
  const [names, texts] = await Promise.all([files.search(text, under, stopped), said]);
  return together(names, texts);
}

export function together(names: readonly FileEntry[], texts: readonly TextFound[]): Finds {
  const entries = new Map([...names, ...texts.map(({ entry }) => entry)].map((entry) => [entry.id, entry]));
  return { entries: [...entries.values()], texts: new Map(texts.map((found) => [found.entry.id, found])) };
}

/** The line as it is shown: from a little before the first mark on. */
export function lettersOf({ excerpt, marks }: TextFound): readonly Letters[] {
  const letters = Array.from(excerpt); // marks count characters, not halves of them
  const begin = Math.max(0, (marks[0]?.start ?? 0) - BEFORE);
  const runs: Letters[] = begin > 0 ? [{ text: "…", marked: false }] : [];
  const add = (start: number, end: number, marked: boolean): void => void (end > start && runs.push({ text: letters.slice(start, end).join(""), marked }));
  let at = begin;
  for (const { start, end } of marks) {
    add(at, start, false);
    add(Math.max(at, start), end, true);
    at = Math.max(at, end);
  }
  add(at, letters.length, false);
  return runs;
}
