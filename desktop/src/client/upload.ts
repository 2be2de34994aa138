// Sending one file. With XMLHttpRequest, because fetch does not say how much has been sent.

import type { FileEntry, Problem } from "../wire/generated";
import { ApiError, OfflineError } from "./http";

export interface Sending {
  readonly path: string;
  readonly content: Blob;
  readonly how: "new" | "replace" | "beside"; // where the name is taken: refuse, replace it, or take another name
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export type Send = (sending: Sending) => Promise<FileEntry>;

/** Rejects with ApiError, OfflineError, or the signal's reason. */
export const send: Send = ({ path, content, how, onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const query = new URLSearchParams({ path, parents: "true", ...(how === "beside" ? { dedupe: "true" } : {}) });
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/v1/files?${query.toString()}`);
    request.responseType = "json";
    if (how === "new") request.setRequestHeader("if-none-match", "*");
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      if (request.status < 300) resolve(request.response as FileEntry);
      else reject(new ApiError(problemOf(request)));
    };
    request.onerror = () => reject(new OfflineError("the connection was lost"));
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(content);
  });

function problemOf(request: XMLHttpRequest): Problem {
  const told: unknown = request.response;
  if (typeof told === "object" && told !== null && "code" in told && "detail" in told) return told as Problem;
  const detail = `The server answered ${request.status} ${request.statusText}`.trim();
  return { title: request.statusText, status: request.status, detail, code: "unexpected_answer", kind: "failed" };
}
