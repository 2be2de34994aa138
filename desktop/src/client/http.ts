// Requests to the daemon as promises: JSON in and out, and one kind of error for everything that it refuses.

import { t } from "../languages/say";
import type { Problem } from "../wire/generated";

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
  }
}

/** Whether it is refused because what it is about is not there. */
export const isMissing = (reason: unknown): boolean => reason instanceof ApiError && reason.problem.status === 404;

/** The daemon could not be reached at all. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super(t("Ingle cannot be reached. Check the connection and try again."), { cause });
    this.name = "OfflineError";
  }
}

export interface Ask {
  readonly body?: unknown;
  readonly content?: string | Blob; // sent as it is, in place of JSON
  readonly ifMatch?: string | null; // an etag
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly accept?: string;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean; // goes on when the page is left; at most 64 KiB
}

export interface Http {
  json<T>(method: string, path: string, ask?: Ask): Promise<T>;
  text(path: string, ask?: Ask): Promise<string>;
  stream(path: string, ask?: Ask): Promise<ReadableStream<Uint8Array>>;
}

const BASE = "/api/v1";

export function createHttp(fetch: typeof globalThis.fetch, onUnauthenticated: () => void): Http {
  async function send(method: string, path: string, ask: Ask = {}): Promise<Response> {
    const headers: Record<string, string> = { accept: ask.accept ?? "application/json" };
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (ask.body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(ask.body);
    }
    if (ask.content !== undefined) init.body = new Blob([ask.content]); // a string would be called text/plain by the browser
    if (ask.ifMatch) headers["if-match"] = ask.ifMatch;
    if (ask.signal) init.signal = ask.signal;
    if (ask.keepalive) init.keepalive = true;
    const response = await fetch(BASE + path + queryText(ask.query), init).catch((cause: unknown) => {
      if (ask.signal?.aborted) throw cause;
      throw new OfflineError(cause);
    });
    if (response.ok) return response;
    const problem = await readProblem(response);
    if (response.status === 401 && problem.code !== "passkey_refused") onUnauthenticated(); // a refused passkey ends no session
    throw new ApiError(problem);
  }

  return {
    async json<T>(method: string, path: string, ask?: Ask): Promise<T> {
      const response = await send(method, path, ask);
      return (response.status === 204 ? undefined : await response.json()) as T;
    },
    async text(path, ask) {
      return (await send("GET", path, ask)).text();
    },
    async stream(path, ask) {
      return (await send("GET", path, ask)).body ?? new ReadableStream();
    },
  };
}

function queryText(query: Ask["query"]): string {
  if (!query) return "";
  return `?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()}`;
}

/** What the daemon says went wrong; something in between (a proxy) may answer with another shape. */
async function readProblem(response: Response): Promise<Problem> {
  const told: unknown = await response.json().catch(() => null);
  if (typeof told === "object" && told !== null && "code" in told && "detail" in told) return told as Problem;
  const detail = t("The server answered {answer}", { answer: `${response.status} ${response.statusText}`.trim() });
  const kind = response.status >= 502 && response.status <= 504 ? "unavailable" : "failed";
  return { title: response.statusText, status: response.status, detail, code: "unexpected_answer", kind };
}

/** One sentence for a person, whatever was thrown. */
export function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
