// The part of the daemon's API that is about a person's own small values.

import type * as wire from "../wire/generated";
import type { Http } from "./http";

export type KvApi = ReturnType<typeof createKvApi>;

export function createKvApi(http: Http) {
  return {
    /** Null: nothing is there. */
    read: async (key: string): Promise<unknown> =>
      (await http.json<wire.KvFound>("POST", "/kv/read", { body: { keys: [key] } satisfies wire.KvKeys })).entries[0]?.value ?? null,
    /** `leaving`: the page is being left, and the request goes on without it. Apps do not see what is written. */
    write: (key: string, value: unknown, leaving = false): Promise<void> =>
      http.json("PUT", "/kv/entry", { body: { key, value, private: true } satisfies wire.KvItem, keepalive: leaving }),
  };
}
