// What is told an app that speaks the house's own words: answers by the number of what was asked, and facts that it did not ask for.

import type { Fields } from "../../../core/foreign/fields";
import type { Point } from "../../../core/geometry";
import type { Known } from "../../../languages/known";

const VERSION = 1;

export const answered = (to: number, value: unknown): Fields => ({ ingle: VERSION, to, value });

export const refused = (to: number, code: string, sentence: string): Fields => ({ ingle: VERSION, to, refused: { code, sentence } });

const fact = (name: string, value: unknown): Fields => ({ ingle: VERSION, fact: name, value });

export const themeFact = (dark: boolean): Fields => fact("theme", { dark });
export const languageFact = (language: Known): Fields => fact("language", languageValue(language));
export const focusFact = (focused: boolean): Fields => fact("focus", { focused });
/** It answers by the number whether its window may close; one that says nothing for a moment is closed. */
export const closingFact = (about: number): Fields => fact("closing", { about });
/** It answers by the number whether it takes them; one that says nothing for a moment does not. */
export const openedFact = (about: number, files: readonly unknown[]): Fields => fact("opened", { about, files });
export const droppedFact = (files: readonly unknown[], { x, y }: Point): Fields => fact("dropped", { files, x, y });

export function languageValue({ id, direction }: Known): Fields {
  return { id, direction };
}
