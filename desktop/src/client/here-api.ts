// The part of the daemon's API that is about who is signed in in this browser. The browser keeps their sessions; no page sees one.

import type * as wire from "../wire/generated";
import type { Http } from "./http";

export type HereApi = ReturnType<typeof createHereApi>;

export function createHereApi(http: Http) {
  const of = (id: string): string => `/here/${encodeURIComponent(id)}`;
  return {
    list: (): Promise<wire.PeopleHere> => http.json("GET", "/here"),
    goOnAs: (id: string): Promise<wire.User> => http.json("POST", of(id)),
    leave: (id: string): Promise<void> => http.json("DELETE", of(id)),
    allLeave: (): Promise<void> => http.json("DELETE", "/here"),
  };
}
