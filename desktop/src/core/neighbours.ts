// The people of one browser: who is signed in says the daemon, who was says the browser, which remembers names and no secrets.

import type { PersonHere } from "../wire/generated";

/** Somebody who has been signed in here and has not logged out. */
export interface Known {
  readonly id: string;
  readonly name: string;
}

/** `over`: their session has ended, so that their password is asked for. */
export type Standing = "here" | "suspended" | "over";

export interface Neighbour extends Known {
  readonly standing: Standing;
  readonly current: boolean;
  readonly temporary: boolean;
}

const MOST = 12; // names that are remembered; the oldest is forgotten first

/** What is stored may be old or damaged; then nobody is known. */
export function readKnown(text: string | null): readonly Known[] {
  try {
    const told: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(told) ? told.filter(isKnown).map(({ id, name }) => ({ id, name })) : [];
  } catch {
    return [];
  }
}

/** Whoever is signed in is known from now on, by the name that they have now; guests are not, because nobody comes back as one. */
export function learn(known: readonly Known[], here: readonly PersonHere[]): readonly Known[] {
  const ids = new Set(here.map(({ id }) => id));
  const named = here.filter(({ temporary }) => !temporary).map(({ id, name }) => ({ id, name }));
  return [...known.filter(({ id }) => !ids.has(id)), ...named].slice(-MOST);
}

export const forget = (known: readonly Known[], id: string): readonly Known[] => known.filter((one) => one.id !== id);

/** Those who are signed in, in their order, then those who were. */
export function neighbours(known: readonly Known[], here: readonly PersonHere[]): readonly Neighbour[] {
  const ids = new Set(here.map(({ id }) => id));
  const gone = known.filter(({ id }) => !ids.has(id));
  return [
    ...here.map(({ id, name, temporary, suspended, current }): Neighbour => ({ id, name, temporary, current, standing: suspended ? "suspended" : "here" })),
    ...gone.map(({ id, name }): Neighbour => ({ id, name, temporary: false, current: false, standing: "over" })),
  ];
}

function isKnown(told: unknown): told is Known {
  return typeof told === "object" && told !== null && "id" in told && "name" in told && typeof told.id === "string" && typeof told.name === "string";
}
