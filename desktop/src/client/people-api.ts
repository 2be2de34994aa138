// The part of the daemon's API that is about other people: groups, and what only admins may.

import type * as wire from "../wire/generated";
import type { Http } from "./http";
import { all, type Page } from "./pages";

const part = encodeURIComponent;

export interface DeedFilter {
  readonly user?: string;
  readonly action?: string;
}

/** As the addresses call them. */
export type WayKind = "sessions" | "tokens" | "passkeys";

export type PeopleApi = ReturnType<typeof createPeopleApi>;

export function createPeopleApi(http: Http) {
  const user = (id: string, what = ""): string => `/users/${part(id)}${what && `/${what}`}`;
  const group = (id: string): string => `/groups/${part(id)}`;
  const member = (id: string, person: string): string => `${group(id)}/members/${part(person)}`;

  return {
    /** Those whose name or address has this in it. */
    list: (search: string) => all<wire.User>(http, "/users", search ? { search } : {}),
    create: (body: wire.UserCreate): Promise<wire.User> => http.json("POST", "/users", { body }),
    suspend: (id: string, suspended: boolean): Promise<wire.User> =>
      http.json("PUT", user(id, "suspension"), { body: { suspended } satisfies wire.Suspension }),
    change: (id: string, body: wire.UserChange): Promise<wire.User> => http.json("PATCH", user(id), { body }),
    logins: (id: string) => all<wire.LoginSession>(http, user(id, "sessions")),
    tokens: (id: string) => all<wire.Token>(http, user(id, "tokens")),
    passkeys: (id: string) => all<wire.Passkey>(http, user(id, "passkeys")),
    endWay: (id: string, kind: WayKind, way: string): Promise<void> => http.json("DELETE", user(id, `${kind}/${part(way)}`)),
    resetPassword: (id: string): Promise<wire.NewPassword> => http.json("POST", user(id, "password")),
    resetOtp: (id: string): Promise<void> => http.json("DELETE", user(id, "otp")),
    remove: (id: string): Promise<void> => http.json("DELETE", user(id)),
    limits: (id: string): Promise<wire.UserLimits> => http.json("GET", user(id, "limits")),
    setLimits: (id: string, body: wire.LimitOverrides): Promise<wire.UserLimits> => http.json("PUT", user(id, "limits"), { body }),
    usage: (id: string): Promise<wire.Usage> => http.json("GET", user(id, "usage")),
    invites: {
      list: () => all<wire.Invite>(http, "/invites"),
      create: (body: wire.InviteCreate): Promise<wire.InviteCreated> => http.json("POST", "/invites", { body }),
      remove: (id: string): Promise<void> => http.json("DELETE", `/invites/${part(id)}`),
    },
    /** A part of the audit log, the newest first. */
    deeds: (filter: DeedFilter, cursor: string | null): Promise<Page<wire.Deed>> =>
      http.json("GET", "/audit", { query: { limit: 50, ...filter, ...(cursor ? { cursor } : {}) } }),
    groups: {
      list: () => all<wire.Group>(http, "/groups"),
      create: (name: string): Promise<wire.Group> => http.json("POST", "/groups", { body: { name } satisfies wire.GroupName }),
      rename: (id: string, name: string): Promise<wire.Group> => http.json("PATCH", group(id), { body: { name } satisfies wire.GroupName }),
      remove: (id: string): Promise<void> => http.json("DELETE", group(id)),
      add: (id: string, person: string): Promise<wire.Group> => http.json("PUT", member(id, person)),
      take: (id: string, person: string): Promise<void> => http.json("DELETE", member(id, person)),
    },
  };
}
