// The part of the daemon's API that nobody has to be signed in for: making an account, and what letters' codes do.

import { solve } from "../core/puzzle";
import type * as wire from "../wire/generated";
import type { Http } from "./http";
import type { Page } from "./pages";

export type EntranceApi = ReturnType<typeof createEntranceApi>;

export function createEntranceApi(http: Http) {
  const post = <T>(path: string, body?: unknown): Promise<T> => http.json("POST", path, body === undefined ? {} : { body });
  const rules = (): Promise<wire.SignUpRules> => http.json("GET", "/sign-up");

  return {
    /** Who may make an account here, and whether letters are sent. */
    rules,
    /** By which other providers one can log in. */
    providers: async (): Promise<readonly wire.Provider[]> => (await http.json<Page<wire.Provider>>("GET", "/oidc")).items,
    /** Where a login at such a provider begins, as a page. */
    wayOut: (provider: string): string => `/api/v1/oidc/${encodeURIComponent(provider)}/start`,
    async signUp(newcomer: wire.SignUp): Promise<wire.User> {
      const { challenge, challenge_bits: bits } = await rules(); // each is good once, and not for long
      return post("/sign-up", challenge ? { ...newcomer, captcha: await solve(challenge, bits, breathe) } : newcomer);
    },
    /** Without a name, until this browser logs out. */
    lookAround: (): Promise<wire.User> => post("/sign-up/temporary"),
    askForLetter: (name: string): Promise<void> => post("/recovery", { name } satisfies wire.RecoveryBegin),
    setPassword: (finish: wire.RecoveryFinish): Promise<void> => post("/recovery/finish", finish),
    confirmEmail: (code: string): Promise<wire.User> => post("/email/confirm", { code } satisfies wire.Code),
  };
}

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
