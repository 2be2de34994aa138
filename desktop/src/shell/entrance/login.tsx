// Name and password, friendly to password managers; or a passkey, or a login elsewhere. Where one-time codes are on, login-code.tsx goes on.

import { Fingerprint } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { useReading } from "../../client/asking";
import { ApiError, explain } from "../../client/http";
import { logInByPasskey, passkeysPossible } from "../../client/passkeys";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { PasswordField, TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { SignUpRules, User } from "../../wire/generated";
import type { PeopleHere } from "../people-here";
import { PeopleList } from "../people-list";
import type { Storage } from "../storage";
import { Card } from "./card";
import type { Place } from "./places";

export const LAST_NAME = "last-name";

export interface StationProps {
  readonly api: Api;
  readonly rules: SignUpRules | null; // null: not known yet
  readonly go: (place: Place) => void;
}

export interface LoginProps extends StationProps {
  readonly storage: Storage;
  readonly here: PeopleHere;
  readonly name?: string; // whose password is asked for; "": somebody new's
  readonly onChosen: () => void;
  readonly told: string | null;
  readonly onLogin: (user: User) => void;
  readonly goOut: (url: string) => void;
}

export function Login({ api, rules, go, storage, here, name: expected, onChosen, told, onLogin, goOut }: LoginProps): JSX.Element {
  const [name, setName] = useState(() => expected ?? storage.read(LAST_NAME) ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(told);
  const [busy, setBusy] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);

  useEffect(() => (name ? passwordInput : nameInput).current?.focus(), []);

  /** `refused` says what to tell; null: something else is asked now. */
  const attempt = async (enter: () => Promise<User>, refused: (reason: unknown) => string | null): Promise<void> => {
    setError(null);
    setBusy(true);
    try {
      onLogin(await enter());
    } catch (reason) {
      setBusy(false);
      setError(refused(reason));
    }
  };

  const logIn = async (): Promise<void> => {
    if (!name.trim() || !password) {
      setError(name.trim() ? t("Enter your password.") : t("Enter your name."));
      (name.trim() ? passwordInput : nameInput).current?.focus();
      return;
    }
    await attempt(
      () => api.accounts.login({ name: name.trim(), password }),
      (reason) => {
        const ticket = ticketIn(reason);
        if (ticket) go({ at: "code", ticket });
        else passwordInput.current?.select();
        return ticket ? null : describe(reason);
      },
    );
  };

  const askFor = (known: string): void => {
    setName(known);
    setError(null);
    passwordInput.current?.focus();
  };

  return (
    <Card name={t("Log in")} title={t("Welcome to Ingle")} action="/api/v1/login" onSubmit={() => void logIn()}>
      <PeopleList here={here} onChoose={(id) => here.goOnAs(id).then(onChosen)} onAsk={askFor} />
      <TextField
        label={t("Name")}
        name="username"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        value={name}
        onText={setName}
        inputRef={nameInput}
      />
      <PasswordField
        label={t("Password")}
        name="password"
        autocomplete="current-password"
        value={password}
        onText={setPassword}
        inputRef={passwordInput}
      />
      {error && <Notice tone="bad">{error}</Notice>}
      <div class="doing">
        <Button type="submit" look="primary" wide large busy={busy}>
          {t("Log in")}
        </Button>
        <Button look="quiet" wide onClick={() => go({ at: "forgotten" })}>
          {t("Forgot your password?")}
        </Button>
      </div>
      <div class="doing">
        <Elsewhere api={api} goOut={goOut} />
        {passkeysPossible() && (
          <Button wide icon={Fingerprint} disabled={busy} onClick={() => void attempt(() => logInByPasskey(api.account.passkeys), explain)}>
            {t("Use a passkey")}
          </Button>
        )}
      </div>
      {rules && <Newcomers rules={rules} go={go} busy={busy} onLook={() => void attempt(api.entrance.lookAround, explain)} />}
    </Card>
  );
}

/** Logins by other providers, where the house has any. */
function Elsewhere({ api, goOut }: Pick<LoginProps, "api" | "goOut">): JSX.Element {
  const providers = useReading(api.entrance.providers, []).value ?? [];
  return (
    <>
      {providers.map(({ name, title }) => (
        <Button key={name} wide onClick={() => goOut(api.entrance.wayOut(name))}>
          {t("Continue with {provider}", { provider: title })}
        </Button>
      ))}
    </>
  );
}

interface NewcomersProps {
  readonly rules: SignUpRules;
  readonly go: (place: Place) => void;
  readonly busy: boolean;
  readonly onLook: () => void;
}

/** What somebody can do who is not known here. */
function Newcomers({ rules, go, busy, onLook }: NewcomersProps): JSX.Element {
  return (
    <div class="newcomers">
      {rules.mode === "closed" ? (
        <p>{t("New here? An administrator can make you an account.")}</p>
      ) : (
        <Button look="quiet" wide onClick={() => go({ at: "sign-up", invite: "" })}>
          {rules.mode === "open" ? t("Make an account") : t("Make an account with an invite")}
        </Button>
      )}
      {rules.temporary && (
        <Button look="quiet" wide disabled={busy} onClick={onLook}>
          {t("Look around without an account")}
        </Button>
      )}
    </div>
  );
}

function ticketIn(reason: unknown): string | null {
  if (!(reason instanceof ApiError) || reason.problem.code !== "otp_required") return null;
  return String(reason.problem.fields?.["ticket"]);
}

function describe(reason: unknown): string {
  if (!(reason instanceof ApiError)) return explain(reason);
  if (reason.problem.kind === "rate_limited") return t("Too many attempts. Wait a minute, then try again.");
  return reason.problem.kind === "unauthenticated" ? t("That name and password do not match.") : explain(reason);
}
