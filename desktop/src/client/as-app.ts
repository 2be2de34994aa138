// Requests as an app of the person's, by the app's own token: what it may not do itself, the desktop does not do for it.

import type { NotificationCreate } from "../wire/generated";
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
