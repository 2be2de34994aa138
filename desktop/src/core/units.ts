// Quantities as people read them.

import { numberFormat } from "../languages/formats";
import { say, t, tell } from "../languages/say";

const STEPS = [say("{amount} B||bytes"), say("{amount} KiB"), say("{amount} MiB"), say("{amount} GiB"), say("{amount} TiB")] as const;

const inWhole = numberFormat({ maximumFractionDigits: 0, useGrouping: false });
const inTenths = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function formatBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < STEPS.length - 1) {
    value /= 1024;
    step += 1;
  }
  const isWhole = step === 0 || value >= 100 || Number.isInteger(value);
  return tell(STEPS[step] ?? STEPS[0], { amount: (isWhole ? inWhole : inTenths)(value) });
}

export const formatMib = (mib: number): string => formatBytes(mib * 1024 * 1024);

/** "45 s", "12 min", "3 h 20 min", "2 d 4 h". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return t("{seconds} s", { seconds: whole });
  if (hours < 1) return t("{minutes} min", { minutes });
  if (hours < 24) return minutes % 60 ? t("{hours} h {minutes} min", { hours, minutes: minutes % 60 }) : t("{hours} h", { hours });
  const days = Math.floor(hours / 24);
  return hours % 24 ? t("{days} d {hours} h", { days, hours: hours % 24 }) : t("{days} d", { days });
}

export const formatPercent = (share: number): string => t("{percent} %", { percent: Math.round(share * 100) });
