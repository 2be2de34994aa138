// Texts among the house's files: found by their entries' ids, so that a new name loses nothing, and followed by events.

import { linesThatSay } from "../core/lines-that-say";
import { relativeTo } from "../core/relative";
import { t } from "../languages/say";
import type { FileEntry } from "../wire/generated";
import { fileChange } from "./file-changes";
import type { FilesApi } from "./files-api";
import { ApiError } from "./http";
import type { Live } from "./live";
import { ChangedError, GoneError, inOrder, type KeptText, type TextStore } from "./text-store";

type Files = Pick<FilesApi, "stat" | "text" | "write" | "list" | "url" | "searchContents" | "mkdir" | "add" | "rename" | "trash">;

const MOST_FILES = 40; // that are read to find the lines in them

export function houseTexts(files: Files, live: Pick<Live, "listen">): TextStore {
  return {
    shared: true,
    find: async (ref) => keptOf(await files.stat(ref)),
    read: (text, signal) => files.text(text.ref, signal),
    async write(text, content, upon) {
      try {
        const written = await files.write(upon === "nothing" ? text.path : text.ref, content, upon === "read" ? text.version : null);
        return { ...keptOf(written), writable: text.writable }; // a writer's rights are not told with the answer
      } catch (reason) {
        throw meant(reason);
      }
    },
    follow: (ref, hear) =>
      live.listen((fact) => {
        if (fact === null) {
          files.stat(ref).then(
            (entry) => hear({ happened: "seen", now: keptOf(entry) }),
            () => undefined, // not to be reached, which others say
          );
          return;
        }
        const change = fileChange(fact);
        if (change?.entry.id === ref) hear(change.happened === "removed" ? { happened: "gone" } : { happened: "seen", now: keptOf(change.entry) });
      }),
    async list(directory, signal) {
      const found: FileEntry[] = [];
      for await (const part of files.list(directory, signal)) found.push(...part);
      return inOrder(found.map(({ id, path, name, kind }) => (kind === "directory" ? { ref: path, name, directory: true } : { ref: id, name, directory: false })));
    },
    followLists: (hear) =>
      live.listen((fact) => {
        const happened = fact && fileChange(fact)?.happened;
        if (fact === null || (happened && happened !== "updated")) hear();
      }),
    async search(text, directory, signal) {
      const found = await files.searchContents(text, directory, signal, MOST_FILES);
      const texts = found.map(async ({ entry }) => linesThatSay(await files.text(entry.id, signal), text).map((line) => ({ ref: entry.id, path: entry.path, ...line })));
      return (await Promise.all(texts)).flat();
    },
    make: async (directory, name, what) => {
      const path = `${directory}/${name}`;
      return what === "directory" ? (await files.mkdir({ path })).path : (await files.add(path, new Blob([]))).id;
    },
    rename: async (ref, name) => void (await files.rename(ref, name)),
    remove: async (ref) => void (await files.trash(ref)),
    trash: true,
    above: directoryOf,
    nameOf: (directory) => directory.slice(directory.lastIndexOf("/") + 1),
    near: (text, address) => relativeTo(text.directory, address),
    picture: (text, address) => files.url(relativeTo(text.directory, address)),
  };
}

function keptOf({ id, name, path, size, etag = "", mode, kind }: FileEntry): KeptText {
  return { ref: id, name, path, directory: directoryOf(path) ?? path, size, version: etag, writable: mode === "write" || mode === "manage", file: kind === "file" };
}

function directoryOf(path: string): string | null {
  const at = path.lastIndexOf("/");
  return at > 0 ? path.slice(0, at) : null;
}

function meant(reason: unknown): unknown {
  const code = reason instanceof ApiError ? reason.problem.code : "";
  if (code === "content_changed") return new ChangedError(t("It was changed meanwhile."), { cause: reason });
  return code === "file_not_found" ? new GoneError(t("It was removed."), { cause: reason }) : reason;
}
