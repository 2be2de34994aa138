// The part of the daemon's API that is about notifications.

import type * as wire from "../wire/generated";
import type { Http } from "./http";

const MOST = 100;

export type NotificationsApi = ReturnType<typeof createNotificationsApi>;

export interface OpenNotifications {
  readonly items: readonly wire.Notification[]; // the newest first
  readonly more: boolean; // there are older ones that are not in it
}

export function createNotificationsApi(http: Http) {
  const one = (id: string, verb: string): Promise<wire.Notification> => http.json("POST", `/notifications/${encodeURIComponent(id)}/${verb}`);
  return {
    /** The newest of those that the person has not put away. */
    list: async (): Promise<OpenNotifications> => {
      const query = { state: "unacknowledged", limit: MOST };
      const part: { items: readonly wire.Notification[]; cursor?: string | null } = await http.json("GET", "/notifications", { query });
      return { items: part.items, more: Boolean(part.cursor) };
    },
    /** The apps that have told the person something lately, as their ids. */
    senders: async (): Promise<readonly string[]> => {
      const part: { items: readonly wire.Notification[] } = await http.json("GET", "/notifications", { query: { state: "all", limit: MOST } });
      return [...new Set(part.items.flatMap(({ app }) => app || []))];
    },
    shown: (id: string) => one(id, "shown"),
    acknowledge: (id: string) => one(id, "acknowledge"),
    acknowledgeAll: (): Promise<wire.Acknowledged> => http.json("POST", "/notifications/acknowledge"),
  };
}
