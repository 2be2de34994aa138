// Requests as an app of the person's, by the app's own token: what it may not do itself, the desktop does not do for it.

import type { FileEntry, NotificationCreate } from "../wire/generated";
import { createHttp } from "./http";

/** The person's own session stays away, so that nothing is answered as them. */
export function asApp(fetch: typeof globalThis.fetch, token: string): typeof globalThis.fetch {
  return (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return fetch(input, { ...init, headers, credentials: "omit" });
  };
}

export function notifyAs(fetch: typeof globalThis.fetch, token: string, notification: NotificationCreate): Promise<unknown> {
  return createHttp(asApp(fetch, token), () => undefined).json("POST", "/notifications", { body: notification });
}

export type FilesOfApp = ReturnType<typeof filesAs>;

/** Files as far as the app may reach them; each is named by its id or path. */
export function filesAs(fetch: typeof globalThis.fetch, token: string) {
  const http = createHttp(asApp(fetch, token), () => undefined);
  return {
    stat: (file: string): Promise<FileEntry> => http.json("GET", "/files/stat", { query: { path: file } }),
    read: async (file: string): Promise<Blob> => new Response(await http.stream("/files", { query: { path: file }, accept: "*/*" })).blob(),
    /** With an etag only if it still holds what that says. */
    write: (file: string, content: Blob, etag: string | null): Promise<FileEntry> => http.json("PUT", "/files", { query: { path: file }, content, ifMatch: etag }),
  };
}
