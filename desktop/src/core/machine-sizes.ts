// How large a machine may be: a few sensible sizes.

import { say, t, type Said } from "../languages/say";
import { formatMib } from "./units";

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

export const SIZE_NAMES: Readonly<Record<SizeName, Said>> = { small: say("Small"), medium: say("Medium"), large: say("Large") };
