// Sending bytes, and hearing how many are gone. With XMLHttpRequest, because fetch does not say how much has been sent.

import { t } from "../languages/say";
import type { Problem } from "../wire/generated";
import { ApiError, OfflineError } from "./http";

export interface Transfer {
  readonly url: string; // below the API's address
  readonly content: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** PUTs a body and answers what the daemon says of it. Rejects with ApiError, OfflineError, or the signal's reason. */
export type Put = <T>(transfer: Transfer) => Promise<T>;

export const put: Put = <T>({ url, content, headers = {}, onProgress, signal }: Transfer): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open("PUT", `/api/v1${url}`);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      if (request.status < 300) resolve(request.response as T);
      else reject(new ApiError(problemOf(request)));
    };
    request.onerror = () => reject(new OfflineError("the connection was lost"));
    request.onabort = () => reject(signal.reason as Error);
    request.onloadend = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    request.send(content);
  });

function problemOf(request: XMLHttpRequest): Problem {
  const told: unknown = request.response;
  if (typeof told === "object" && told !== null && "code" in told && "detail" in told) return told as Problem;
  const detail = t("The server answered {answer}", { answer: `${request.status} ${request.statusText}`.trim() });
  return { title: request.statusText, status: request.status, detail, code: "unexpected_answer", kind: "failed" };
}
