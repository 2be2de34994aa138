// The language that is spoken now. A signal of the whole page, as its language is one: whatever is drawn with it is drawn anew when another is chosen.

import { computed, signal } from "@preact/signals";
import { speechFor, type Language, type Speech } from "./known";

/** What each English text is in a language; empty: nobody has translated it. */
export type Catalogue = Readonly<Record<string, string>>;

interface Spoken extends Speech {
  readonly catalogue: Catalogue;
}

const ENGLISH: Spoken = { ...speechFor("en", []), catalogue: {} };

const now = signal<Spoken>(ENGLISH);
let asked = 0;

export const spoken = computed(() => now.value);
export const locale = computed(() => now.value.locale);

export type Fetch = (language: Language) => Promise<Catalogue>;

/** Speaks so from the moment its catalogue is there; what was asked for last counts. Throws what fetching throws, and then all stays as it was. */
export async function speak(speech: Speech, fetch: Fetch): Promise<void> {
  asked += 1;
  const mine = asked;
  const catalogue = speech.language.id === "en" ? {} : await fetch(speech.language.id);
  if (mine === asked) now.value = { ...speech, catalogue };
}
