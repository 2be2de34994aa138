// Names for machines that nobody named, and what names may be.

import { t } from "../../languages/say";

const MOODS = ["amber", "bright", "calm", "cosy", "gentle", "golden", "mellow", "quiet", "steady", "warm"];
const THINGS = ["ash", "beacon", "candle", "ember", "flint", "glow", "hearth", "kindling", "lantern", "spark"];

/** A name that no machine has yet; `chance` is a source of random numbers in [0, 1). */
export function suggestName(taken: ReadonlySet<string>, chance: () => number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(chance() * words.length)] ?? "";
  const name = `${pick(MOODS)}-${pick(THINGS)}`;
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${name}-${number}`)) return `${name}-${number}`;
  }
}

/** What is wrong with a name, as the daemon would see it; null when nothing is. */
export function nameError(name: string, taken: ReadonlySet<string>): string | null {
  if (!/^[a-z0-9][a-z0-9-]{0,61}$/.test(name) || name.endsWith("-")) return t("Use lower-case letters, digits and hyphens, beginning with a letter or digit.");
  return taken.has(name) ? t("A machine of this name is there already.") : null;
}
