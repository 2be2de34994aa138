// What a folder says of the app in it: its app.json, and its icon.

import type { FilesApi } from "../../client/files-api";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { iconAmong, readManifest, type Draft } from "./draft";
import { iconFrom } from "./picture";

const MOST_BYTES = 64 * 1024; // of a manifest
const MOST_ICON_BYTES = 8 * 1024 * 1024;

/** Raises Error where there is no page in it, and what the API raises. */
export async function lookInto(files: FilesApi, folder: string): Promise<Partial<Draft>> {
  const { signal } = new AbortController();
  const inside = new Map<string, FileEntry>();
  for await (const part of files.list(folder, signal)) part.forEach((entry) => inside.set(entry.name, entry));
  if (!inside.has("index.html")) throw new Error(t("There is no index.html in this folder. Put the first page of your app there under that name, or choose another folder."));
  const manifest = inside.get("app.json");
  const told = manifest ? readManifest(await files.beginning(manifest.id, MOST_BYTES, signal)) : {};
  const { icon: named, title = folder.split("/").at(-1) ?? "", ...said } = told;
  const picture = inside.get(named ?? "") ?? inside.get(iconAmong([...inside.keys()]) ?? "");
  return { ...said, title, icon: picture && picture.size <= MOST_ICON_BYTES ? await iconOf(files, picture, signal) : "" };
}

/** One that cannot be read is none: it was not the person who chose it. */
async function iconOf(files: FilesApi, { id, media_type = "" }: FileEntry, signal: AbortSignal): Promise<string> {
  return iconFrom(await files.blob(id, media_type, signal)).catch(() => "");
}
