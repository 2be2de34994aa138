// Light or dark, and whether the page is as narrow as a phone.

import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Storage } from "./storage";

export type Appearance = "system" | "light" | "dark";

export interface Theme {
  readonly appearance: Signal<Appearance>;
  readonly dark: ReadonlySignal<boolean>;
  readonly compact: ReadonlySignal<boolean>;
}

export const COMPACT = "(max-width: 700px)";
const KEY = "appearance";

export function createTheme(storage: Storage): Theme {
  const stored = storage.read(KEY);
  const appearance = signal<Appearance>(stored === "light" || stored === "dark" ? stored : "system");
  const systemDark = mediaSignal("(prefers-color-scheme: dark)");
  effect(() => {
    const chosen = appearance.value;
    storage.write(KEY, chosen);
    if (chosen === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = chosen;
  });
  const dark = computed(() => (appearance.value === "system" ? systemDark.value : appearance.value === "dark"));
  return { appearance, dark, compact: mediaSignal(COMPACT) };
}

function mediaSignal(query: string): ReadonlySignal<boolean> {
  const media = matchMedia(query);
  const matching = signal(media.matches);
  media.addEventListener("change", () => (matching.value = media.matches));
  return matching;
}
