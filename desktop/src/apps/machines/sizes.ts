// How large a machine may be: a few sensible sizes, and names for machines that nobody named.

import { formatMib } from "../../core/units";
import { t } from "../../languages/say";

export interface MachineSize {
  readonly vcpus: number;
  readonly memory_mib: number;
  readonly disk_mib: number;
}

export type SizeName = "small" | "medium" | "large";

export const SIZES: Readonly<Record<SizeName, MachineSize>> = {
  small: { vcpus: 1, memory_mib: 512, disk_mib: 4096 },
  medium: { vcpus: 2, memory_mib: 2048, disk_mib: 16_384 },
  large: { vcpus: 4, memory_mib: 4096, disk_mib: 32_768 },
};

export function describeSize({ vcpus, memory_mib, disk_mib }: MachineSize): string {
  return t("{count, plural, one {# CPU} other {# CPUs}}, {memory}\n{disk} disk", { count: vcpus, memory: formatMib(memory_mib), disk: formatMib(disk_mib) });
}

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
