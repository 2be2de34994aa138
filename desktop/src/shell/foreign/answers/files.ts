// Files that the person gives an app by choosing them: what is chosen is granted to the app and signed, and nothing else is.

import type { Fields } from "../../../core/foreign/fields";
import type { Item } from "../../../core/foreign/requests";
import { formatBytes } from "../../../core/units";
import type { Door, SignedEntry } from "../../../client/door-api";
import { t } from "../../../languages/say";
import type { Instance } from "../instances";
import type { Household } from "../surroundings";
import type { Answer } from "../switchboard";

const MOST_SAVED = 256 * 1024 * 1024; // bytes that an app hands over at once; more goes by uploads of its own

export async function openFile(around: Household, instance: Instance, asked: { accept: readonly string[]; multiple: boolean; path: string }): Promise<Answer> {
  const items = await choose(around, instance, { ...asked, directories: false });
  return items.length > 0 ? { msg: "fileOpenPicked", items } : { msg: "fileOpenCancelled" };
}

/** Where nothing is chosen the contract has no answer. */
export async function openDirectory(around: Household, instance: Instance, asked: { multiple: boolean; path: string }): Promise<Answer> {
  const items = await choose(around, instance, { ...asked, accept: [], directories: true });
  return items.length > 0 ? { msg: "directoryPicked", items } : null;
}

/** Grants the app these, and remembers that it has them: what becomes of them is its business. */
export async function give(door: Door, instance: Instance, subjects: readonly string[]): Promise<readonly SignedEntry[]> {
  const items = await door.hand(instance.app.id, subjects);
  items.forEach(({ uid }) => instance.given.add(uid));
  return items;
}

/** What the person chooses, granted to the app. */
export async function choose(
  { door, shell }: Household,
  instance: Instance,
  asked: { accept: readonly string[]; multiple: boolean; directories: boolean; path: string },
): Promise<readonly SignedEntry[]> {
  const { accept, multiple, directories } = asked;
  const start = startOf(instance, asked.path, shell.user.name);
  const chosen = await instance.questions.ask({ kind: "pick", accept, multiple, directories, start });
  if (!Array.isArray(chosen) || chosen.length === 0) return [];
  const paths = chosen as readonly string[];
  instance.directory = directories ? (paths[0] ?? "") : parentOf(paths[0] ?? "");
  const items = await give(door, instance, paths);
  if (items.length < paths.length) throw new Error(t("{app} cannot be given what is not yours to change.", { app: instance.app.title }));
  return items;
}

export async function saveFile(around: Household, instance: Instance, content: unknown, name: string): Promise<Answer> {
  const blob = blobOf(content);
  if (!blob) throw new Error(t("{app} wanted to save something that is no file.", { app: instance.app.title }));
  if (blob.size > MOST_SAVED) throw new Error(t("{app} wanted to save more than {size} at once.", { app: instance.app.title, size: formatBytes(MOST_SAVED) }));
  return savedSaid(await saveBlob(around, instance, blob, name));
}

/** Where the person says; null: nowhere. */
export function saveBlob(around: Household, instance: Instance, blob: Blob, name: string): Promise<SignedEntry | null> {
  return save(around, instance, name, (path) => around.shell.api.files.writeBlob(path, blob));
}

/** The app names the source, so it must be one that the app may use itself. */
export async function saveEntry(around: Household, instance: Instance, source: string, how: "copy" | "move", name: string): Promise<Answer> {
  const { uid, path: from } = await around.door.stat(source);
  if (!(await around.door.mayUse(instance.app.id, uid, how === "copy" ? "read" : "write"))) throw new Error(refusalOf(how, instance.app.title, from));
  const saved = await save(around, instance, name || nameOf(from), (path) =>
    around.shell.api.files[how]({ source: from, into: parentOf(path), name: nameOf(path), overwrite: true }),
  );
  return savedSaid(saved);
}

const refusalOf = (how: "copy" | "move", app: string, path: string): string =>
  how === "copy" ? t("{app} may not copy {path}.", { app, path }) : t("{app} may not move {path}.", { app, path });

async function save({ door, shell }: Household, instance: Instance, name: string, write: (path: string) => Promise<unknown>): Promise<SignedEntry | null> {
  const start = startOf(instance, "", shell.user.name);
  const path = await instance.questions.ask({ kind: "save", name: name.replaceAll("/", "-"), start });
  if (typeof path !== "string") return null;
  instance.directory = parentOf(path);
  await write(path);
  const [saved] = await give(door, instance, [path]);
  if (!saved) throw new Error(t("{path} was saved, and could not be given to {app}.", { path, app: instance.app.title }));
  return saved;
}

function savedSaid(saved: SignedEntry | null): Answer {
  if (!saved) return { msg: "fileSaveCancelled" };
  const told = { ...saved, name: saved.fsentry_name, readURL: saved.read_url, writeURL: saved.write_url, metadataURL: saved.metadata_url };
  return { msg: "fileSaved", filename: saved.fsentry_name, saved_file: told };
}

/** A signed entry as the address of an app says it. */
export function itemOf(signed: SignedEntry): Item {
  return {
    uid: signed.uid,
    name: signed.fsentry_name,
    path: signed.path,
    readUrl: signed.read_url,
    writeUrl: signed.write_url ?? "",
    metadataUrl: signed.metadata_url,
    size: signed.fsentry_size,
    modified: signed.fsentry_modified,
    created: signed.fsentry_created,
    accessed: signed.fsentry_accessed,
  };
}

/** The other way about: as the SDK reads it from a message. */
export function signedOf(item: Item): Fields {
  return {
    uid: item.uid,
    fsentry_name: item.name,
    path: item.path,
    read_url: item.readUrl,
    write_url: item.writeUrl,
    metadata_url: item.metadataUrl,
    fsentry_size: item.size,
    fsentry_modified: item.modified,
    fsentry_created: item.created,
    fsentry_accessed: item.accessed,
  };
}

/** Texts, blobs and buffers are files; objects are not. */
export function blobOf(content: unknown): Blob | null {
  if (content instanceof Blob) return content;
  if (content === undefined || content === null) return new Blob([]);
  if (typeof content === "string") return new Blob([content]);
  if (content instanceof ArrayBuffer) return new Blob([content]);
  return ArrayBuffer.isView(content) ? new Blob([content as Uint8Array<ArrayBuffer>]) : null;
}

/** Where it asks for, where its person was last, or their documents. */
function startOf(instance: Instance, asked: string, user: string): string {
  const home = `/${user}`;
  if (asked.startsWith("~")) return home + asked.slice(1).replace(/\/$/, "");
  return asked.startsWith("/") && asked !== "/" ? asked.replace(/\/$/, "") : instance.directory || `${home}/Documents`;
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
