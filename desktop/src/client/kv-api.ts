// The part of the daemon's API that is about small values, a person's own and those that apps keep for them.

import type * as wire from "../wire/generated";
import type { Http } from "./http";

/** What is told where a value that is told of was changed. */
export const VALUE_CHANGED = "kv.changed";

export type KvApi = ReturnType<typeof createKvApi>;

export function createKvApi(http: Http) {
  return {
    /** Null: nothing is there. */
    read: async (key: string): Promise<unknown> =>
      (await http.json<wire.KvFound>("POST", "/kv/read", { body: { keys: [key] } satisfies wire.KvKeys })).entries[0]?.value ?? null,
    /** `leaving`: the page is being left, and the request goes on without it. `told`: the person's other pages hear of it. Apps do not see what is written. */
    write: (key: string, value: unknown, { leaving = false, told = false }: { readonly leaving?: boolean; readonly told?: boolean } = {}): Promise<void> =>
      http.json("PUT", "/kv/entry", { body: { key, value, private: true, told } satisfies wire.KvItem, keepalive: leaving }),
    /** How many values an app keeps for the person. */
    count: async (app: string): Promise<number> => (await http.json<wire.KvPart>("GET", "/kv", { query: { app, as: "keys", limit: 1, total: true } })).total ?? 0,
    /** Removes all that an app keeps for the person. */
    flush: (app: string): Promise<void> => http.json("DELETE", "/kv", { query: { app } }),
  };
}
