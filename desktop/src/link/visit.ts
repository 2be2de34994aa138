// What somebody sees who has a link and no account: whether it opens, what it opens, and where in it they are.

import { signal, type ReadonlySignal } from "@preact/signals";
import { ApiError, explain, type Http } from "../client/http";
import { directoriesFirst } from "../core/within";
import { t } from "../languages/say";
import { collation } from "../languages/formats";
import type { FileEntries, FileEntry, LinkOpened } from "../wire/generated";

export type Stage =
  | { readonly at: "opening" }
  | { readonly at: "asking"; readonly wrong: boolean } // for the password
  | { readonly at: "refused" } // there is no such link, or not any more
  | { readonly at: "failed"; readonly why: string }
  | { readonly at: "open"; readonly opened: LinkOpened; readonly entry: FileEntry };

/** What of a directory is shown. */
export interface Inside {
  readonly trail: readonly FileEntry[]; // from what the link opens down to here
  readonly entries: readonly FileEntry[] | null; // null: it is being read
}

/** Requests with a link's secret, and its password where it has one. */
export type Connect = (secret: string, password: string) => Http;

const MOST = 1000;

export class Visit {
  private readonly stages = signal<Stage>({ at: "opening" });
  private readonly insides = signal<Inside | null>(null);
  private http: Http;

  readonly stage: ReadonlySignal<Stage> = this.stages;
  readonly inside: ReadonlySignal<Inside | null> = this.insides;

  constructor(
    private readonly secret: string,
    private readonly connect: Connect,
  ) {
    this.http = connect(secret, "");
  }

  async open(password = ""): Promise<void> {
    this.http = this.connect(this.secret, password);
    try {
      const opened = await this.http.json<LinkOpened>("GET", "/links/opened");
      if (opened.kind !== "entry") {
        this.stages.value = { at: "failed", why: t("This link opens {name}, which this page cannot show.", { name: opened.name }) };
        return;
      }
      const entry = await this.http.json<FileEntry>("GET", "/files/stat", { query: { path: opened.object } });
      this.stages.value = { at: "open", opened, entry };
      if (entry.kind === "directory") await this.enter([entry]);
    } catch (reason) {
      this.stages.value = stageOf(reason, password);
    }
  }

  /** The last of the trail. */
  async enter(trail: readonly FileEntry[]): Promise<void> {
    const here = trail.at(-1);
    if (!here) return;
    this.insides.value = { trail, entries: null };
    const read: FileEntry[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { path: here.id, limit: MOST, ...(cursor ? { cursor } : {}) };
      const part = await this.http.json<FileEntries>("GET", "/files/list", { query });
      read.push(...part.items);
      cursor = part.cursor;
    } while (cursor);
    if (this.insides.peek()?.trail === trail) this.insides.value = { trail, entries: inOrder(read) };
  }

  text(entry: FileEntry): Promise<string> {
    return this.http.text("/files", { query: { path: entry.id }, accept: "*/*" });
  }

  /** Small, as a picture. */
  async thumbnail(entry: FileEntry, pixels: 128 | 512): Promise<Blob> {
    return gather(await this.http.stream("/files/thumbnail", { query: { path: entry.id, pixels }, accept: "image/webp" }), "image/webp");
  }

  /** The whole content; `onProgress` hears how many bytes have come. A directory comes as a zip. */
  async content(entry: FileEntry, onProgress: (bytes: number) => void = () => undefined): Promise<Blob> {
    const directory = entry.kind === "directory";
    const stream = await this.http.stream(directory ? "/files/archive" : "/files", { query: { path: entry.id }, accept: "*/*" });
    return gather(stream, directory ? "application/zip" : (entry.media_type ?? ""), onProgress);
  }
}

function stageOf(reason: unknown, password: string): Stage {
  if (!(reason instanceof ApiError)) return { at: "failed", why: explain(reason) };
  const { code, kind, fields } = reason.problem;
  if (code === "link_refused" && fields?.["password_needed"]) return { at: "asking", wrong: password !== "" };
  return code === "link_refused" || kind === "not_found" ? { at: "refused" } : { at: "failed", why: explain(reason) };
}

const byName = collation({ numeric: true, sensitivity: "base" });

function inOrder(entries: readonly FileEntry[]): readonly FileEntry[] {
  return [...entries].sort((one, other) => directoriesFirst(one.kind === "directory", other.kind === "directory") || byName(one.name, other.name));
}

async function gather(stream: ReadableStream<Uint8Array>, type: string, onProgress: (bytes: number) => void = () => undefined): Promise<Blob> {
  const parts: BlobPart[] = [];
  const reader = stream.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type });
    parts.push(value as Uint8Array<ArrayBuffer>);
    bytes += value.byteLength;
    onProgress(bytes);
  }
}
