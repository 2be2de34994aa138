// A catalogue beside the texts that the source says.

import type { Catalogue } from "../speech";
import { faultsOf } from "./message";

/** What keeps a catalogue from being right. That a text is not translated does not: `untranslated` counts that. */
export function faultsIn(catalogue: Catalogue, texts: ReadonlySet<string>, locale: string): readonly string[] {
  return [
    ...[...texts].filter((text) => !Object.hasOwn(catalogue, text)).map((text) => `"${text}" is not there`),
    ...Object.keys(catalogue).filter((text) => !texts.has(text)).map((text) => `nothing says "${text}"`),
    ...Object.entries(catalogue).flatMap(([text, translated]) => (translated ? faultsOf(text, translated, locale).map((fault) => `"${text}": ${fault}`) : [])),
  ];
}

export const untranslated = (catalogue: Catalogue): readonly string[] => Object.keys(catalogue).filter((text) => !catalogue[text]);

/** The catalogue with what is new, empty, and without what is no longer said; in the order of the English, so that two changes seldom meet. */
export function renewed(catalogue: Catalogue, texts: ReadonlySet<string>): Catalogue {
  return Object.fromEntries([...texts].sort().map((text) => [text, catalogue[text] ?? ""]));
}
