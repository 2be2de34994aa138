// Finding things by what people type: how well a name fits, and in what order what fits is shown. Pure, so that a table can say what comes first.

import { say, tell } from "../languages/say";

export interface Candidate {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly words?: string; // other words that it is found by
}

export interface Group<T> {
  readonly name: string;
  readonly items: readonly T[];
}

/** How well a name fits; less is better. */
export enum Fit {
  Same,
  Beginning, // the name begins with what was typed
  Words, // each typed word begins a word of the name
  OtherWords, // … or of the other words
  Inside, // it is somewhere in the name
  Letters, // its letters are in the name in this order, the first at the beginning of a word
}

/** Without case and accents, so that "cafe" finds "Café". */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Null: it does not fit at all. An empty text fits everything. */
export function fit(candidate: Pick<Candidate, "label" | "words">, text: string): Fit | null {
  const wanted = plain(text).trim();
  const label = plain(candidate.label);
  if (label === wanted) return Fit.Same;
  if (label.startsWith(wanted)) return Fit.Beginning;
  const typed = wanted.split(/\s+/);
  const own = wordsOf(label);
  if (begins(own, typed)) return Fit.Words;
  if (begins([...own, ...wordsOf(plain(candidate.words ?? ""))], typed)) return Fit.OtherWords;
  if (label.includes(wanted)) return Fit.Inside;
  return hasLetters(own, wanted.replaceAll(/\s/g, "")) ? Fit.Letters : null;
}

function begins(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}

const LEAST_LETTERS = 2;

function hasLetters(words: readonly string[], letters: string): boolean {
  if (letters.length < LEAST_LETTERS) return false;
  return words.some((word, at) => word.startsWith(letters.charAt(0)) && inOrder(words.slice(at).join(""), letters));
}

function inOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The name of the group of what was used recently. */
export const RECENT = say("Recent");

export interface Limits {
  readonly recent: number;
  readonly each: number; // in a group, of what was typed
}

/**
 * What fits, in groups: the group with the best fit first, in each the best first, and of those that fit alike what was used most recently (`recent`: ids,
 * the newest first). Where nothing was typed, what was used recently comes before all groups.
 */
export function arrange<T extends Candidate>(candidates: readonly T[], text: string, recent: readonly string[], limits: Limits): readonly Group<T>[] {
  if (!text.trim()) return withRecent(candidates, recent, limits.recent);
  const age = (id: string): number => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const fitting = candidates.flatMap((candidate) => {
    const how = fit(candidate, text);
    return how === null ? [] : [{ candidate, how }];
  });
  fitting.sort((one, other) => one.how - other.how || age(one.candidate.id) - age(other.candidate.id)); // stable: else as they were given
  return grouped(fitting.map(({ candidate }) => candidate)).map(({ name, items }) => ({ name, items: items.slice(0, limits.each) }));
}

function withRecent<T extends Candidate>(candidates: readonly T[], recent: readonly string[], most: number): readonly Group<T>[] {
  const known = recent.flatMap((id) => candidates.find((one) => one.id === id) ?? []).slice(0, most);
  const others = candidates.filter((one) => !known.includes(one));
  const groups = grouped(others);
  return known.length > 0 ? [{ name: tell(RECENT), items: known }, ...groups] : groups;
}

/** In the order in which the groups first come. */
function grouped<T extends Candidate>(candidates: readonly T[]): readonly Group<T>[] {
  const groups = new Map<string, T[]>();
  for (const one of candidates) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups].map(([name, items]) => ({ name, items }));
}
