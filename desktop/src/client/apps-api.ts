// The part of the daemon's API that is about apps of others.

import type * as wire from "../wire/generated";
import type { Http } from "./http";

export type AppsApi = ReturnType<typeof createAppsApi>;

export function createAppsApi(http: Http) {
  const app = (name: string, verb = ""): string => `/apps/${encodeURIComponent(name)}${verb}`;
  return {
    mine: async (): Promise<readonly wire.App[]> => (await http.json<{ items: readonly wire.App[] }>("GET", "/apps", { query: { limit: 100 } })).items,
    launchers: (): Promise<wire.AppLaunchers> => http.json("GET", "/apps/launchers"),
    get: (name: string): Promise<wire.App> => http.json("GET", app(name)),
    opened: (name: string): Promise<void> => http.json("POST", app(name, "/opened")),
  };
}
