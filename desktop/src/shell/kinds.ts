// What an entry is, in words and as a picture.

import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSymlink,
  FileText,
  FileVideo,
  Folder,
  type LucideIcon,
} from "lucide-preact";
import { CODE, TEXT } from "../core/media";
import { say, t, tell, type Said } from "../languages/say";
import type { FileEntry } from "../wire/generated";

export type Family = "directory" | "shortcut" | "image" | "audio" | "video" | "text" | "code" | "archive" | "pdf" | "other";

const ICONS: Readonly<Record<Family, LucideIcon>> = {
  directory: Folder,
  shortcut: FileSymlink,
  image: FileImage,
  audio: FileAudio,
  video: FileVideo,
  text: FileText,
  code: FileCode,
  archive: FileArchive,
  pdf: FileText,
  other: File,
};

const WORDS: Readonly<Record<Family, Said>> = {
  directory: say("Folder"),
  shortcut: say("Shortcut"),
  image: say("Image"),
  audio: say("Audio"),
  video: say("Video"),
  text: say("Text"),
  code: say("Code"),
  archive: say("Archive"),
  pdf: say("PDF"),
  other: say("File"),
};

const ARCHIVE = /\.(zip|tar|t?gz|t?bz2?|t?xz|zst|7z|rar)$/i;

/** What the daemon takes apart: zip, and tar as it is or pressed by one of three. */
const UNPACKED = /\.(zip|tar(\.(gz|bz2|xz))?|tgz|tbz2?|txz)$/i;

export const canUnpack = ({ kind, name }: Pick<FileEntry, "kind" | "name">): boolean => kind === "file" && UNPACKED.test(name);

export function familyOf(entry: Pick<FileEntry, "kind" | "name" | "media_type">): Family {
  if (entry.kind !== "file") return entry.kind;
  const { name, media_type: type = "" } = entry;
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("audio/")) return "audio";
  if (type.startsWith("video/") && !/\.tsx?$/i.test(name)) return "video"; // a .ts is TypeScript here, not a transport stream
  if (type === "application/pdf") return "pdf";
  if (ARCHIVE.test(name)) return "archive";
  if (CODE.test(name)) return "code";
  return type.startsWith("text/") || TEXT.test(name) ? "text" : "other";
}

export const iconOf = (entry: FileEntry): LucideIcon => ICONS[familyOf(entry)];

/** "Image (PNG)", "Folder". */
export function describeKind(entry: Pick<FileEntry, "kind" | "name" | "media_type">): string {
  const family = familyOf(entry);
  const extension = /\.([a-z0-9]{1,8})$/i.exec(entry.name)?.[1]?.toUpperCase();
  const plain = family === "directory" || family === "shortcut" || family === "pdf" || !extension;
  const words = tell(WORDS[family]);
  return plain ? words : t("{kind} ({extension})||of a file", { kind: words, extension });
}
