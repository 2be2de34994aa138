// Sending one file: a small one in one request, a large one in parts, of which only those that have not come are sent when it goes on:
// after a pause, after the connection was lost, and when the same file is chosen again after the page was closed.

import { cut, missing, type Piece } from "../core/parts";
import type { FileEntry, Upload, UploadPart, UploadStart } from "../wire/generated";
import { ApiError, isMissing, type Http } from "./http";
import type { Put } from "./transfer";

export interface Sending {
  readonly path: string;
  readonly content: File;
  readonly how: "new" | "replace" | "beside"; // where the name is taken: refuse, replace it, or take another name
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface Sender {
  /** Rejects with ApiError, OfflineError, or the signal's reason; sent again, it goes on where it was. */
  send(sending: Sending): Promise<FileEntry>;
  /** Nothing more of it will be sent: what has come is let go of. */
  giveUp(path: string, content: File): Promise<void>;
}

/** Where it is remembered which upload a file is on its way in, over a reload. */
export interface Journal {
  read(key: string): string | null;
  write(key: string, id: string | null): void;
}

const WHOLE_BYTES = 16 * 1024 * 1024; // up to this in one request

export function createSender(http: Http, put: Put, journal: Journal): Sender {
  const parts = new PartSender(http, put, journal);
  return {
    send: (sending) => (sending.content.size > WHOLE_BYTES ? parts.send(sending) : sendWhole(put, sending)),
    giveUp: (path, content) => parts.giveUp(keyOf(path, content)),
  };
}

function sendWhole(put: Put, { path, content, how, onProgress, signal }: Sending): Promise<FileEntry> {
  const query = new URLSearchParams({ path, parents: "true", ...(how === "beside" ? { dedupe: "true" } : {}) });
  const headers = how === "new" ? { "if-none-match": "*" } : {};
  return put({ url: `/files?${query.toString()}`, content, headers, onProgress, signal });
}

/** The same place, and as far as a browser can tell the same content. */
const keyOf = (path: string, { size, lastModified }: File): string => `upload ${path} ${size} ${lastModified}`;

const uploadUrl = (id: string): string => `/files/uploads/${encodeURIComponent(id)}`;

class PartSender {
  constructor(
    private readonly http: Http,
    private readonly put: Put,
    private readonly journal: Journal,
  ) {}

  async send(sending: Sending): Promise<FileEntry> {
    const key = keyOf(sending.path, sending.content);
    const upload = (await this.kept(key)) ?? (await this.start(key, sending));
    if (upload.state === "open") await this.sendParts(upload, sending);
    try {
      const entry = await this.http.json<FileEntry>("POST", `${uploadUrl(upload.id)}/complete`, { signal: sending.signal });
      this.journal.write(key, null);
      return entry;
    } catch (reason) {
      if (reason instanceof ApiError) await this.giveUp(key); // what was begun cannot become this file
      throw reason;
    }
  }

  async giveUp(key: string): Promise<void> {
    const id = this.journal.read(key);
    if (id === null) return;
    this.journal.write(key, null);
    await this.http.json("DELETE", uploadUrl(id)).catch(() => undefined); // the daemon forgets it by itself, later
  }

  /** What was begun with this file and can go on. */
  private async kept(key: string): Promise<Upload | null> {
    const id = this.journal.read(key);
    if (id === null) return null;
    try {
      const upload = await this.http.json<Upload>("GET", uploadUrl(id));
      if (upload.state !== "aborted") return upload;
    } catch (reason) {
      if (!isMissing(reason)) throw reason;
    }
    this.journal.write(key, null);
    return null;
  }

  private async start(key: string, { path, content, how }: Sending): Promise<Upload> {
    const body: UploadStart = { path, size: content.size, parents: true, new: how === "new", dedupe: how === "beside" };
    const upload = await this.http.json<Upload>("POST", "/files/uploads", { body });
    this.journal.write(key, upload.id);
    return upload;
  }

  private async sendParts({ id, part_bytes, parts = [] }: Upload, { content, onProgress, signal }: Sending): Promise<void> {
    const left = missing(cut(content.size, part_bytes), parts);
    let sent = content.size - left.reduce((sum, piece) => sum + sizeOf(piece), 0);
    for (const piece of left) {
      onProgress(sent);
      const before = sent;
      await this.put<UploadPart>({
        url: `${uploadUrl(id)}/parts/${piece.number}`,
        content: content.slice(piece.start, piece.end),
        onProgress: (bytes) => onProgress(before + bytes),
        signal,
      });
      sent += sizeOf(piece);
    }
  }
}

const sizeOf = ({ start, end }: Piece): number => end - start;
