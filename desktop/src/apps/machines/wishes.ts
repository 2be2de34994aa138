// What somebody asks of a new machine beyond a size from the list: read from what they typed, and held against what they may have.

import { formatMib } from "../../core/units";
import { say, t, tell, type Said } from "../../languages/say";
import type { Limits, Restart, Usage } from "../../wire/generated";
import type { MachineSize } from "../../core/machine-sizes";

export type SizeTexts = Readonly<Record<keyof MachineSize, string>>;
export type SizeErrors = Readonly<Partial<Record<keyof MachineSize, string>>>;

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** As the daemon has them: fewer or more it refuses. */
const BOUNDS: Readonly<Record<keyof MachineSize, Bounds>> = {
  vcpus: { least: 1, most: 64 },
  memory_mib: { least: 64, most: 1024 * 1024 },
  disk_mib: { least: 64, most: 16 * 1024 * 1024 },
};

export const textsOf = (size: MachineSize): SizeTexts => ({ vcpus: `${size.vcpus}`, memory_mib: `${size.memory_mib}`, disk_mib: `${size.disk_mib}` });

/** The size, or what is wrong with which field. */
export function readSize(texts: SizeTexts): { readonly size: MachineSize } | { readonly errors: SizeErrors } {
  const errors: Partial<Record<keyof MachineSize, string>> = {};
  const read = (what: keyof MachineSize): number => {
    const { least, most } = BOUNDS[what];
    const number = /^\d{1,9}$/.test(texts[what].trim()) ? Number(texts[what]) : Number.NaN;
    if (!(number >= least && number <= most)) errors[what] = t("A whole number from {least} to {most}.", { least, most });
    return number;
  };
  const size = { vcpus: read("vcpus"), memory_mib: read("memory_mib"), disk_mib: read("disk_mib") };
  return Object.keys(errors).length > 0 ? { errors } : { size };
}

/** Lines of NAME=value; a number: the first line, from 1, that is none. */
export function readEnvironment(text: string): Readonly<Record<string, string>> | number {
  const found: Record<string, string> = {};
  for (const [at, line] of text.split("\n").entries()) {
    if (!line.trim()) continue;
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
    if (!match?.[1]) return at + 1;
    found[match[1]] = match[2] ?? "";
  }
  return found;
}

export type When = Restart["when"] & string;

export const RESTARTS: Readonly<Record<When, Said>> = {
  no: say("Stay as it is"),
  "on-failure": say("Start again when it failed"),
  always: say("Always start again"),
};

type Asked = Pick<Limits, "machines" | "vcpus" | "memory_mib" | "disk_mib">;

const TOO_MUCH: Readonly<Record<keyof Asked, Said>> = {
  machines: say("You may have {most} machines, and have them. Remove one first."),
  vcpus: say("You may have {most} processors at work, and {used} are. Stop a machine, or choose a smaller one."),
  memory_mib: say("Your machines may have {most} of memory at work, and {used} are. Stop a machine, or choose a smaller one."),
  disk_mib: say("Your machines' disks may be {most} together, and are {used}. Remove a machine, or choose a smaller disk."),
};

/** Why the daemon would refuse it; null: it would not. A limit of 0 is none. */
export function tooMuch(size: MachineSize, limits: Limits, usage: Usage): string | null {
  const asked: Asked = { machines: 1, ...size };
  for (const what of ["machines", "vcpus", "memory_mib", "disk_mib"] as const) {
    if (limits[what] === 0 || usage[what] + asked[what] <= limits[what]) continue;
    const sayIt = what === "machines" || what === "vcpus" ? String : formatMib;
    return tell(TOO_MUCH[what], { most: sayIt(limits[what]), used: sayIt(usage[what]) });
  }
  return null;
}

/** Null: there is no limit to tell. */
export const sayRoom = (limits: Limits, usage: Usage): string | null =>
  limits.machines === 0 ? null : t("You have {used} of {most} machines.", { used: usage.machines, most: limits.machines });
