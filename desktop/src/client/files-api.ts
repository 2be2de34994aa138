// The part of the daemon's API that is about files. An entry is named by its path or its id.

import type * as wire from "../wire/generated";
import type { Saved } from "./file-store";
import type { Http } from "./http";
import { readBeginning } from "./lines";
import type { Put } from "./transfer";
import { createSender, type Journal, type Sender } from "./upload";

const MOST = 1000; // the largest part of a list that is answered at once

export type FilesApi = ReturnType<typeof createFilesApi>;

export function createFilesApi(http: Http, put: Put) {
  const post = <T>(verb: string, body: unknown): Promise<T> => http.json("POST", `/files/${verb}`, { body });
  const url = (path: string, download = false): string => `/api/v1/files?${new URLSearchParams({ path, ...(download ? { download: "true" } : {}) }).toString()}`;
  const archiveUrl = (paths: readonly string[]): string => `/api/v1/files/archive?${new URLSearchParams(paths.map((path) => ["path", path])).toString()}`;

  return {
    stat: (path: string): Promise<wire.FileEntry> => http.json("GET", "/files/stat", { query: { path } }),
    /** What is there of these, in their order. */
    statMany: async (paths: readonly string[]): Promise<readonly wire.FileEntry[]> => {
      if (paths.length === 0) return [];
      const { items } = await post<wire.FilesFound>("stat", { paths: paths.slice(0, MOST) });
      return items.filter((entry) => entry !== null);
    },
    /** A directory part by part, as they come. */
    async *list(path: string, signal: AbortSignal): AsyncGenerator<readonly wire.FileEntry[]> {
      let cursor: string | null | undefined;
      do {
        const query = { path, limit: MOST, ...(cursor ? { cursor } : {}) };
        const part: wire.FileEntries = await http.json("GET", "/files/list", { query, signal });
        yield part.items;
        cursor = part.cursor;
      } while (cursor);
    },
    /** What a directory holds, the newest first. */
    newest: async (path: string, limit: number): Promise<readonly wire.FileEntry[]> =>
      (await http.json<wire.FileEntries>("GET", "/files/list", { query: { path, sort: "modified", descending: true, limit } })).items,
    /** A directory and those in it, at most ten thousand entries. */
    walk: (path: string): Promise<wire.FileTree> => http.json("GET", "/files/walk", { query: { path } }),
    search: async (text: string, under: string, signal: AbortSignal, limit = 200): Promise<readonly wire.FileEntry[]> =>
      (await http.json<wire.FileEntries>("GET", "/files/search", { query: { text, under, limit }, signal })).items,
    /** Those that say it, and where. */
    searchContents: async (text: string, under: string, signal: AbortSignal, limit = 200): Promise<readonly wire.TextFound[]> =>
      (await http.json<wire.TextsFound>("GET", "/files/search/contents", { query: { text, under, limit }, signal })).items,
    usage: (): Promise<wire.StorageUsed> => http.json("GET", "/files/usage"),
    mkdir: (directory: wire.DirectoryMake) => post<wire.FileEntry>("mkdir", directory),
    move: (move: wire.EntryMove) => post<wire.FileEntry>("move", move),
    copy: (copy: wire.EntryMove) => post<wire.FileEntry>("copy", copy),
    rename: (path: string, name: string) => post<wire.FileEntry>("rename", { path, name }),
    trash: (path: string) => post<wire.FileEntry>("trash", { path }),
    restore: (path: string) => post<wire.FileEntry>("restore", { path }),
    remove: (path: string) => post<undefined>("remove", { path, recursive: true }),
    emptyTrash: () => post<wire.TrashEmptied>("trash/empty", undefined),
    versions: async (path: string): Promise<readonly wire.FileVersion[]> =>
      (await http.json<wire.FileVersions>("GET", "/files/versions", { query: { path, limit: 100 } })).items,
    restoreVersion: (version: string): Promise<wire.FileEntry> =>
      http.json("POST", `/files/versions/${encodeURIComponent(version)}/restore`),
    text: (path: string, signal: AbortSignal): Promise<string> => http.text("/files", { query: { path }, accept: "*/*", signal }),
    /** Replace or make a file; with an etag only if it still holds what that says. */
    write: (path: string, content: string, etag: string | null): Promise<wire.FileEntry> =>
      http.json("PUT", "/files", { query: { path, parents: true }, content, ifMatch: etag }),
    /** For files of this computer. */
    sender: (journal: Journal): Sender => createSender(http, put, journal),
    /** Replace or make a file with what is in memory already. */
    writeBlob: (path: string, content: Blob): Promise<wire.FileEntry> => http.json("PUT", "/files", { query: { path }, content }),
    /** The same if the file still holds what the etag says. */
    writeOver: (path: string, content: Blob, etag: string): Promise<wire.FileEntry> => http.json("PUT", "/files", { query: { path }, content, ifMatch: etag }),
    /** A new file, beside what has its name already. */
    add: (path: string, content: Blob): Promise<wire.FileEntry> => http.json("PUT", "/files", { query: { path, dedupe: true }, content }),
    /** An empty file beside what has its name. */
    create: (path: string): Promise<wire.FileEntry> => http.json("PUT", "/files", { query: { path, dedupe: true }, content: "" }),
    /** Where a browser reads the content itself: pictures, sound, saving. */
    url,
    /** The content as this entry tells it: when it changes, it has another address. */
    contentUrl: (entry: wire.FileEntry): string => `/api/v1/files?${new URLSearchParams({ path: entry.id, etag: entry.etag ?? "" }).toString()}`,
    /** A small picture of it (WebP), at most so many pixels a side; 404 where there is none. */
    thumbnailUrl: (entry: wire.FileEntry, pixels: 64 | 128 | 256 | 512): string =>
      `/api/v1/files/thumbnail?${new URLSearchParams({ path: entry.id, pixels: String(pixels), etag: entry.etag ?? "" }).toString()}`,
    /** The first so many bytes as text. */
    beginning: async (path: string, bytes: number, signal: AbortSignal): Promise<string> =>
      readBeginning(await http.stream("/files", { query: { path }, accept: "*/*", signal }), bytes),
    /** All of it at once, to be shown as this media type whatever the daemon calls it. */
    blob: async (path: string, type: string, signal: AbortSignal): Promise<Blob> =>
      new Blob([await new Response(await http.stream("/files", { query: { path }, accept: "*/*", signal })).blob()], { type }),
    /** A small picture of it; with its etag, so that another content is another picture. */
    thumbnail: (path: string, pixels: number, etag: string): string => `/api/v1/files/thumbnail?${new URLSearchParams({ path, pixels: String(pixels), etag }).toString()}`,
    /** A file as it is; several, or a directory, as one zip. */
    saved: (entries: readonly wire.FileEntry[]): readonly Saved[] => {
      const [first] = entries;
      if (!first) return [];
      return entries.length === 1 && first.kind === "file" ? [{ url: url(first.id, true), name: first.name }] : [{ url: archiveUrl(entries.map((entry) => entry.id)), name: "" }];
    },
    pack: (paths: readonly string[], into: string) => post<wire.FileEntry>("pack", { paths, into }),
    unpack: (path: string, into: string) => post<wire.ArchiveUnpacked>("unpack", { path, into }),
    versionUrl: (version: string): string => `/api/v1/files/versions/${encodeURIComponent(version)}?download=true`,
    received: async (): Promise<readonly wire.Grant[]> => (await http.json<{ items: readonly wire.Grant[] }>("GET", "/grants/received", { query: { limit: MOST } })).items,
    grants: async (entry: string): Promise<readonly wire.Grant[]> =>
      (await http.json<{ items: readonly wire.Grant[] }>("GET", "/grants", { query: { kind: "entry", object: entry } })).items,
    grant: (entry: string, to: wire.Recipient, mode: wire.Mode): Promise<wire.Grant> =>
      http.json("POST", "/grants", { body: { kind: "entry", object: entry, to, mode } satisfies wire.GrantCreate }),
    changeGrant: (grant: string, mode: wire.Mode): Promise<wire.Grant> => http.json("PATCH", `/grants/${encodeURIComponent(grant)}`, { body: { mode } }),
    /** Names that something may be shared with: groups, and people with whom something is. */
    groups: async (): Promise<readonly wire.Group[]> => (await http.json<{ items: readonly wire.Group[] }>("GET", "/groups")).items,
    issued: async (): Promise<readonly wire.Grant[]> => (await http.json<{ items: readonly wire.Grant[] }>("GET", "/grants/issued", { query: { limit: MOST } })).items,
    links: async (entry: string): Promise<readonly wire.Link[]> =>
      (await http.json<{ items: readonly wire.Link[] }>("GET", "/links", { query: { kind: "entry", object: entry } })).items,
    revoke: (grant: string): Promise<void> => http.json("DELETE", `/grants/${encodeURIComponent(grant)}`),
    link: (link: Omit<wire.LinkCreate, "kind">): Promise<wire.LinkCreated> => http.json("POST", "/links", { body: { ...link, kind: "entry" } }),
  };
}
