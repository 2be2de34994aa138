// The part of the daemon's API that is about one's own account: who one is, the ways in, what one may have.

import type * as wire from "../wire/generated";
import type { Http } from "./http";
import { all } from "./pages";

export type AccountApi = ReturnType<typeof createAccountApi>;

export function createAccountApi(http: Http) {
  const post = <T>(path: string, body?: unknown): Promise<T> => http.json("POST", path, body === undefined ? {} : { body });
  const one = (list: string, id: string): string => `${list}/${encodeURIComponent(id)}`;
  const remove = (list: string, id: string): Promise<void> => http.json("DELETE", one(list, id));

  return {
    /** Prove again who one is. */
    elevate: (proof: wire.Confirmation) => post<wire.Elevated>("/me/elevation", proof),
    changePassword: (change: wire.PasswordChange) => post<undefined>("/me/password", change),
    changeName: (name: string): Promise<wire.User> => http.json("PUT", "/me/name", { body: { name } satisfies wire.NameChange }),
    stay: (stay: wire.Stay) => post<wire.User>("/me/stay", stay),
    changeEmail: (email: string): Promise<void> => http.json("PUT", "/me/email", { body: { email } satisfies wire.EmailChange }),
    askForLetter: () => post<undefined>("/me/email/letter"),
    /** Where the browser fetches everything that is one's own; the session must be elevated. */
    exportUrl: "/api/v1/me/export",
    leave: (): Promise<void> => http.json("DELETE", "/me"),
    limits: (): Promise<wire.Limits> => http.json("GET", "/me/limits"),
    usage: (): Promise<wire.Usage> => http.json("GET", "/me/usage"),
    rest: (): Promise<wire.RestHabits> => http.json("GET", "/me/rest"),
    setRest: (habits: wire.RestHabits): Promise<void> => http.json("PUT", "/me/rest", { body: habits }),
    deeds: async (limit: number): Promise<readonly wire.Deed[]> =>
      (await http.json<{ items: readonly wire.Deed[] }>("GET", "/me/audit", { query: { limit } })).items,
    otp: {
      status: (): Promise<wire.OtpStatus> => http.json("GET", "/me/otp"),
      setUp: (password: string) => post<wire.OtpSetUp>("/me/otp", { password } satisfies wire.Password),
      enable: (code: string) => post<wire.RecoveryCodes>("/me/otp/enable", { code } satisfies wire.Code),
      disable: (password: string) => post<undefined>("/me/otp/disable", { password } satisfies wire.Password),
    },
    passkeys: {
      list: () => all<wire.Passkey>(http, "/me/passkeys"),
      begin: () => post<wire.PasskeyQuestion>("/me/passkeys/begin"),
      create: (made: wire.PasskeyMade) => post<wire.Passkey>("/me/passkeys", made),
      rename: (id: string, name: string): Promise<void> => http.json("PATCH", one("/me/passkeys", id), { body: { name } satisfies wire.PasskeyName }),
      remove: (id: string) => remove("/me/passkeys", id),
      beginLogin: () => post<wire.PasskeyQuestion>("/login/passkey/begin"),
      login: (used: wire.PasskeyUsed) => post<wire.User>("/login/passkey", used),
    },
    identities: {
      list: () => all<wire.Identity>(http, "/me/identities"),
      /** Where the browser goes to link this provider's login. */
      link: async (provider: string): Promise<string> => (await post<wire.WayOut>(one("/me/identities", provider))).url,
      unlink: (provider: string) => remove("/me/identities", provider),
    },
    logins: {
      list: () => all<wire.LoginSession>(http, "/sessions"),
      end: (id: string) => remove("/sessions", id),
      endOthers: (): Promise<void> => http.json("DELETE", "/sessions", { query: { others: true } }),
    },
    tokens: {
      list: () => all<wire.Token>(http, "/tokens"),
      create: (token: wire.TokenCreate) => post<wire.TokenCreated>("/tokens", token),
      refresh: (id: string) => post<wire.TokenCreated>(`${one("/tokens", id)}/refresh`),
      remove: (id: string) => remove("/tokens", id),
    },
    permissions: {
      list: (): Promise<wire.Permissions> => http.json("GET", "/permissions"),
      withdraw: (change: wire.PermissionChange) => post<undefined>("/permissions/withdraw", change),
    },
  };
}
