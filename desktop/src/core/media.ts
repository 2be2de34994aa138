// What a file holds, by its media type and its name: types are guessed from names, and some guesses are not what people mean.

import type { FileEntry } from "../wire/generated";

export type Named = Pick<FileEntry, "name" | "media_type" | "size">;

export const CODE = /\.(c|cc|cpp|css|go|h|hpp|html?|java|jsx?|json|lua|mjs|php|py|rb|rs|sh|sql|svelte|toml|tsx?|vue|xml|ya?ml)$/i;
export const TEXT = /(\.(txt|md|markdown|csv|tsv|log|ini|conf|cfg|env|rst|tex)|(^|\/)(makefile|dockerfile|license|readme|\.[a-z_]*(rc|profile|ignore)))$/i;

/** The media type that says who opens it: without parameters, and `text/…` for everything that is read and written as text. */
export function mediaOf({ name, media_type: said = "", size }: Named): string {
  const type = said.toLowerCase().split(";")[0]?.trim() ?? "";
  if (type.startsWith("text/")) return type;
  if (CODE.test(name) || TEXT.test(name)) return "text/plain"; // a .ts is TypeScript here, not a transport stream
  return size === 0 && (type === "" || type === "application/octet-stream") ? "text/plain" : type;
}

const SHOWN: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".bmp": "image/bmp",
  ".gif": "image/gif",
  ".ico": "image/vnd.microsoft.icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".pdf": "application/pdf",
  ".flac": "audio/flac",
  ".m4a": "audio/mp4",
  ".mp3": "audio/mpeg",
  ".oga": "audio/ogg",
  ".ogg": "audio/ogg",
  ".opus": "audio/ogg",
  ".wav": "audio/wav",
  ".m4v": "video/mp4",
  ".mov": "video/quicktime",
  ".mp4": "video/mp4",
  ".webm": "video/webm",
};

/** What a browser would show it as, by its name alone; "": nothing that is known here. */
export const shownAs = (name: string): string => SHOWN[extensionOf(name)] ?? "";

/** `.png`, in lower case; "" where the name has none. */
export function extensionOf(name: string): string {
  return /.(\.[a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** How much of a name is before its extension: what people rename. */
export function stemLength(name: string): number {
  return name.length - extensionOf(name).length;
}

/** Text that is written in Markdown. */
export function isMarkdown(file: Named): boolean {
  return mediaOf(file) === "text/markdown" || /\.(md|markdown)$/i.test(file.name);
}
