// The part of the daemon's API that is about apps of others.

import type * as wire from "../wire/generated";
import type { Http } from "./http";
import type { Page } from "./pages";

export type AppsApi = ReturnType<typeof createAppsApi>;

const MOST = 100; // the largest part of a list that is answered at once

export function createAppsApi(http: Http) {
  const app = (name: string, verb = ""): string => `/apps/${encodeURIComponent(name)}${verb}`;
  return {
    mine: async (): Promise<readonly wire.App[]> => (await http.json<Page<wire.App>>("GET", "/apps", { query: { limit: MOST } })).items,
    /** Part of what everybody is offered; with words, what has them all. `cursor`: of the part before. */
    store: (words: string, cursor = ""): Promise<Page<wire.App>> =>
      http.json("GET", "/apps/store", { query: { limit: MOST, ...(words ? { q: words } : {}), ...(cursor ? { cursor } : {}) } }),
    launchers: (): Promise<wire.AppLaunchers> => http.json("GET", "/apps/launchers"),
    get: (name: string): Promise<wire.App> => http.json("GET", app(name)),
    create: (made: wire.AppCreate): Promise<wire.App> => http.json("POST", "/apps", { body: made }),
    update: (name: string, change: wire.AppUpdate): Promise<wire.App> => http.json("PATCH", app(name), { body: change }),
    remove: (name: string): Promise<void> => http.json("DELETE", app(name)),
    install: (name: string): Promise<wire.App> => http.json("PUT", app(name, "/installed")),
    uninstall: (name: string): Promise<void> => http.json("DELETE", app(name, "/installed")),
    opened: (name: string): Promise<void> => http.json("POST", app(name, "/opened")),
    /** It acts for the person no longer, until they open it again. */
    endTokens: (name: string): Promise<void> => http.json("DELETE", app(name, "/token")),
  };
}
