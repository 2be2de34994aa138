// Keeps the page in the language that is chosen: its texts, and what its root element says of them to style sheets and screen readers.

import { effect, type ReadonlySignal } from "@preact/signals";
import { fetchCatalogue } from "../languages/catalogues";
import { speechFor, type Choice } from "../languages/known";
import { speak, spoken } from "../languages/speech";

/** Resolves when the first language is spoken, so that nobody sees a text change under their eyes. A catalogue that cannot be had leaves the language as it was. */
export async function keepSpeaking(choice: ReadonlySignal<Choice>): Promise<void> {
  const now = (): Promise<void> => speak(speechFor(choice.value, navigator.languages), fetchCatalogue).catch((reason: unknown) => console.error(reason));
  let first = Promise.resolve();
  effect(() => void (first = now()));
  addEventListener("languagechange", () => void now());
  await first;
  effect(() => {
    const { tag, direction } = spoken.value.language;
    document.documentElement.lang = tag;
    document.documentElement.dir = direction;
  });
}
