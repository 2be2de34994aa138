// Which apps are offered under which heading, and which of those at hand have the words that somebody types. Pure.

import type { App } from "../../wire/generated";

export interface Shelves {
  readonly recent: readonly App[];
  readonly featured: readonly App[];
  readonly all: readonly App[];
}

const MOST = 6; // of each heading that is not all

/** `recommended`: the most used first. Where few apps are offered, all of them are seen at once, and none is shown twice. */
export function shelvesOf(recent: readonly App[], recommended: readonly App[], offered: readonly App[]): Shelves {
  const shown = offered.filter(isShown);
  return {
    recent: recent.filter(isShown).slice(0, MOST),
    featured: shown.length > MOST ? recommended.filter(isShown).slice(0, MOST) : [],
    all: shown,
  };
}

/** What runs without a window is nothing to open, and pages that act for somebody are no apps to choose from. */
export const isShown = (app: App): boolean => !app.background && !app.origin;

/** What was found, each once: those at hand that have all words, and what the daemon found. */
export function found(words: string, atHand: readonly App[], told: readonly App[]): readonly App[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = atHand.filter((app) => wanted.every((word) => `${app.name} ${app.title} ${app.description ?? ""}`.toLowerCase().includes(word)));
  return [...new Map([...fitting, ...told].map((app) => [app.id, app])).values()].filter(isShown);
}

/** Those that stand on the person's desktop: what they have installed, and what is their own. */
export function yours(installed: readonly App[], mine: readonly App[]): readonly App[] {
  return [...new Map([...installed, ...mine].map((app) => [app.id, app])).values()].filter(isShown);
}
