// The part of the daemon's API that is about sites: directories that are shown as pages.

import type * as wire from "../wire/generated";
import type { Http } from "./http";
import { all, type Page } from "./pages";

export type SitesApi = ReturnType<typeof createSitesApi>;

export function createSitesApi(http: Http) {
  const site = (name: string): string => `/sites/${encodeURIComponent(name)}`;
  return {
    /** By name or id. */
    get: (name: string): Promise<wire.Site> => http.json("GET", site(name)),
    mine: (): Promise<readonly wire.Site[]> => all(http, "/sites"),
    /** Where one sees a private one: it is an address for a while, and for oneself. */
    visit: (name: string): Promise<wire.SiteVisit> => http.json("POST", `${site(name)}/visit`),
    /** One's own that show this directory, by its path or id. */
    showing: async (directory: string): Promise<readonly wire.Site[]> => (await http.json<Page<wire.Site>>("GET", "/sites", { query: { directory } })).items,
    create: (made: wire.SiteCreate): Promise<wire.Site> => http.json("POST", "/sites", { body: made }),
    update: (name: string, change: wire.SiteUpdate): Promise<wire.Site> => http.json("PATCH", site(name), { body: change }),
    /** Its directory stays. */
    remove: (name: string): Promise<void> => http.json("DELETE", site(name)),
  };
}
