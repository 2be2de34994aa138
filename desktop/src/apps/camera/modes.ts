// What can be taken, where it is kept, how it is written and called. Pure.

import { say, t, type Said } from "../../languages/say";

export type Mode = "photo" | "video" | "sound";

export const MODES: readonly { readonly id: Mode; readonly label: Said }[] = [
  { id: "photo", label: say("Photo") },
  { id: "video", label: say("Video") },
  { id: "sound", label: say("Sound") },
];

export const readMode = (kept: unknown): Mode => MODES.find(({ id }) => id === kept)?.id ?? "photo";

/** Every tree has these. */
export const FOLDERS: Readonly<Record<Mode, string>> = { photo: "~/Pictures", video: "~/Videos", sound: "~/Music" };

/** Which files of its folder are of a mode. */
export const MEDIA: Readonly<Record<Mode, RegExp>> = { photo: /^image\//, video: /^video\//, sound: /^(audio\/|video\/webm)/ };

export interface Format {
  readonly type: string; // of media, as a recorder takes it
  readonly extension: string;
}

export const PHOTOS = { jpeg: { type: "image/jpeg", extension: ".jpg" }, png: { type: "image/png", extension: ".png" } } as const satisfies Record<string, Format>;
export type PhotoFormat = keyof typeof PHOTOS;

// What most players know comes first. A WebM that is recorded does not say how long it is.
const RECORDED: Readonly<Record<"video" | "sound", readonly Format[]>> = {
  video: [
    { type: "video/mp4;codecs=avc1.42E01E,mp4a.40.2", extension: ".mp4" },
    { type: "video/webm;codecs=vp9,opus", extension: ".webm" },
    { type: "video/webm;codecs=vp8,opus", extension: ".webm" },
    { type: "video/mp4", extension: ".mp4" },
    { type: "video/webm", extension: ".webm" },
  ],
  sound: [
    { type: "audio/ogg;codecs=opus", extension: ".ogg" },
    { type: "audio/mp4;codecs=mp4a.40.2", extension: ".m4a" },
    { type: "audio/mp4", extension: ".m4a" },
    { type: "audio/webm;codecs=opus", extension: ".webm" },
    { type: "audio/webm", extension: ".webm" },
  ],
};

/** The first that this browser can write; null: it records nothing of the kind. */
export const formatFor = (mode: "video" | "sound", canWrite: (type: string) => boolean): Format | null => RECORDED[mode].find(({ type }) => canWrite(type)) ?? null;

/** "Photo 2026-11-26 18.52.07.jpg": in the order of time, and with nothing in it that a file system minds. */
export function nameOf(mode: Mode, at: Date, extension: string): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  const when = `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(".")}`;
  const stem = { photo: t("Photo {when}||a file", { when }), video: t("Video {when}||a file", { when }), sound: t("Recording {when}||a file", { when }) }[mode];
  return stem + extension;
}

/** "0:07", "12:03", "1:02:03". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

const QUIETEST_DB = -60;

/** How loud samples (0 to 255, 128 is silence) are, from 0 to 1, as ears have it. */
export function loudness(samples: ArrayLike<number>): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) sum += (((samples[at] ?? 128) - 128) / 128) ** 2;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB));
}
