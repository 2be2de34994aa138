// A wallpaper that is a picture of the person's own files, told by the file's id: it is found under another name and in another place.

import type { FilesApi } from "../client/files-api";
import { mediaOf } from "../core/media";
import { t } from "../languages/say";
import type { FileEntry } from "../wire/generated";
import type { Host } from "./app";

const MARK = "file:";
const SHOWN = new Set(["image/avif", "image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"]); // by every browser

/** As a wallpaper is named. */
export const wallpaperOf = ({ id }: Pick<FileEntry, "id">): string => MARK + id;

/** The file that a wallpaper is; null: it is a scene. */
export const pictureIn = (wallpaper: string): string | null => (wallpaper.startsWith(MARK) && wallpaper.length > MARK.length ? wallpaper.slice(MARK.length) : null);

export const canBeWallpaper = (entry: FileEntry): boolean => entry.kind === "file" && SHOWN.has(mediaOf(entry));

/** Where it is found, what weighs less first: of a drawing there is only itself. `pixels`: as many a side as are needed. */
export const sourcesOf = (files: Pick<FilesApi, "thumbnail" | "url">, id: string, pixels: 256 | 2048): readonly string[] => [files.thumbnail(id, pixels, ""), files.url(id)];

/** Windows may lie over it, so it is said. */
export function hang({ theme, notify }: Pick<Host, "theme" | "notify">, entry: FileEntry): void {
  theme.wallpaper.value = wallpaperOf(entry);
  notify("ok", t("“{name}” is your wallpaper now.", { name: entry.name }));
}
