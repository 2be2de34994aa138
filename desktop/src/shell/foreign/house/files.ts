// Files in the house's own words: what the person chooses is granted to the app, and everything else is read and written by the app's own token.

import type { HouseRequest } from "../../../core/foreign/house-words";
import { formatBytes } from "../../../core/units";
import { t } from "../../../languages/say";
import type { FileEntry } from "../../../wire/generated";
import { blobOf, choose, saveBlob } from "../answers/files";
import type { Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import { Refusal } from "./ear";

const MOST_BYTES = 256 * 1024 * 1024; // that are passed through a message at once

/** As an app is told of it. */
export interface FileTold {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly folder: boolean;
  readonly size: number; // bytes
  readonly type: string; // media type
  readonly modified: string; // RFC 3339
  readonly etag: string | null;
}

type Open = Extract<HouseRequest, { word: "open" }>;
type Write = Extract<HouseRequest, { word: "write" }>;

/** As far as the app may know of it. */
export async function told({ filesAs }: Surroundings, { token }: Instance, file: string): Promise<FileTold> {
  return asTold(await filesAs(token).stat(file));
}

export async function open(around: Surroundings, instance: Instance, { accept, many, folders, start }: Open): Promise<readonly FileTold[]> {
  const chosen = await choose(around, instance, { accept, multiple: many, directories: folders, path: start });
  return Promise.all(chosen.map((entry) => told(around, instance, entry.path)));
}

export async function save(around: Surroundings, instance: Instance, name: string, content: unknown): Promise<FileTold | null> {
  const saved = await saveBlob(around, instance, contentOf(content), name);
  return saved && told(around, instance, saved.path);
}

export async function read(around: Surroundings, instance: Instance, file: string): Promise<Blob> {
  const files = around.filesAs(instance.token);
  const { size } = await files.stat(file);
  if (size > MOST_BYTES) throw tooLarge();
  return files.read(file);
}

export async function write(around: Surroundings, instance: Instance, { file, content, etag }: Write): Promise<FileTold> {
  return asTold(await around.filesAs(instance.token).write(file, contentOf(content), etag));
}

/** With the app that its person opens such files with. Another app is given what this one could give away. */
export async function show(around: Surroundings, instance: Instance, file: string): Promise<null> {
  const { path } = await around.filesAs(instance.token).stat(file);
  const { uid } = await around.door.stat(path);
  if (!(await around.door.mayUse(instance.app.id, uid, "write"))) throw new Refusal("forbidden", t("{app} may not open {path} elsewhere.", { app: instance.app.title, path }));
  around.shell.openers.open(path);
  return null;
}

function contentOf(content: unknown): Blob {
  const blob = blobOf(content);
  if (!blob) throw new Refusal("unreadable", "the content is no text and no bytes");
  if (blob.size > MOST_BYTES) throw tooLarge();
  return blob;
}

const tooLarge = (): Refusal => new Refusal("too_large", t("More than {size} cannot be passed at once.", { size: formatBytes(MOST_BYTES) }));

function asTold({ id, name, path, kind, size, media_type, modified_at, etag }: FileEntry): FileTold {
  return { id, name, path, folder: kind === "directory", size, type: media_type ?? "", modified: modified_at, etag: etag ?? null };
}
