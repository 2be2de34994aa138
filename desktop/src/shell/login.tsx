// The way in: name and password, friendly to password managers; or a passkey. Where one-time codes are on, login-code.tsx goes on.

import { Fingerprint } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../client/api";
import { ApiError, explain } from "../client/http";
import { presentPasskey, passkeysPossible } from "../client/passkeys";
import { Button } from "../kit/button";
import { Notice } from "../kit/feedback";
import { PasswordField, TextField } from "../kit/field";
import type { User } from "../wire/generated";
import { Clock } from "./clock";
import { LoginCode } from "./login-code";
import { Logo } from "./logo";
import type { Scene } from "./scenes";
import type { Storage } from "./storage";
import { Wallpaper } from "./wallpaper";

const LAST_NAME = "last-name";

export interface LoginProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly scene: Scene;
  readonly onLogin: (user: User) => void;
}

export function Login({ api, storage, scene, onLogin }: LoginProps): JSX.Element {
  const [name, setName] = useState(() => storage.read(LAST_NAME) ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [ticket, setTicket] = useState<string | null>(null); // the password was right, and a code is needed too
  const nameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);

  useEffect(() => (name ? passwordInput : nameInput).current?.focus(), []);

  const come = (user: User): void => {
    storage.write(LAST_NAME, user.name);
    onLogin(user);
  };

  const logIn = async (): Promise<void> => {
    setError(null);
    if (!name.trim() || !password) {
      setError(name.trim() ? "Enter your password." : "Enter your name.");
      (name.trim() ? passwordInput : nameInput).current?.focus();
      return;
    }
    setBusy(true);
    try {
      come(await api.accounts.login({ name: name.trim(), password }));
    } catch (reason) {
      setBusy(false);
      const more = ticketIn(reason);
      if (more) {
        setTicket(more);
        return;
      }
      setError(describe(reason));
      passwordInput.current?.select();
    }
  };

  const usePasskey = async (): Promise<void> => {
    setError(null);
    setBusy(true);
    try {
      const question = await api.account.passkeys.beginLogin();
      come(await api.account.passkeys.login({ ticket: question.ticket, credential: await presentPasskey(question.options) }));
    } catch (reason) {
      setBusy(false);
      setError(explain(reason));
    }
  };

  return (
    <main class="login">
      <Wallpaper scene={scene} />
      <div class="login-clock">
        <Clock large />
      </div>
      {ticket ? (
        <LoginCode api={api} ticket={ticket} onLogin={come} onBack={() => setTicket(null)} />
      ) : (
        <form
          class="login-card"
          action="/api/v1/login"
          method="post"
          aria-label="Log in"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void logIn();
          }}
        >
          <Logo size={52} />
          <h1>Welcome to Ingle</h1>
          <TextField
            label="Name"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={name}
            onText={setName}
            inputRef={nameInput}
          />
          <PasswordField
            label="Password"
            name="password"
            autocomplete="current-password"
            value={password}
            onText={setPassword}
            inputRef={passwordInput}
          />
          {error && <Notice tone="bad">{error}</Notice>}
          <Button type="submit" look="primary" wide large busy={busy}>
            Log in
          </Button>
          {passkeysPossible() && (
            <Button look="quiet" wide icon={Fingerprint} disabled={busy} onClick={() => void usePasskey()}>
              Use a passkey
            </Button>
          )}
        </form>
      )}
    </main>
  );
}

function ticketIn(reason: unknown): string | null {
  if (!(reason instanceof ApiError) || reason.problem.code !== "otp_required") return null;
  return String(reason.problem.fields?.["ticket"]);
}

function describe(reason: unknown): string {
  if (!(reason instanceof ApiError)) return explain(reason);
  if (reason.problem.kind === "rate_limited") return "Too many attempts. Wait a minute, then try again.";
  return reason.problem.kind === "unauthenticated" ? "That name and password do not match." : explain(reason);
}
