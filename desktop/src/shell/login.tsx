// The way in: name and password, friendly to password managers.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../client/api";
import { ApiError, explain } from "../client/http";
import { Button } from "../kit/button";
import { Notice } from "../kit/feedback";
import { PasswordField, TextField } from "../kit/field";
import type { User } from "../wire/generated";
import { Clock } from "./clock";
import { Logo } from "./logo";
import type { Storage } from "./storage";
import { Wallpaper } from "./wallpaper";

const LAST_NAME = "last-name";

export interface LoginProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly onLogin: (user: User) => void;
}

export function Login({ api, storage, onLogin }: LoginProps): JSX.Element {
  const [name, setName] = useState(() => storage.read(LAST_NAME) ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);

  useEffect(() => (name ? passwordInput : nameInput).current?.focus(), []);

  const logIn = async (): Promise<void> => {
    setError(null);
    if (!name.trim() || !password) {
      setError(name.trim() ? "Enter your password." : "Enter your name.");
      (name.trim() ? passwordInput : nameInput).current?.focus();
      return;
    }
    setBusy(true);
    try {
      const user = await api.accounts.login({ name: name.trim(), password });
      storage.write(LAST_NAME, user.name);
      onLogin(user);
    } catch (reason) {
      setBusy(false);
      setError(describe(reason));
      passwordInput.current?.select();
    }
  };

  return (
    <main class="login">
      <Wallpaper />
      <div class="login-clock">
        <Clock large />
      </div>
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
      </form>
    </main>
  );
}

function describe(reason: unknown): string {
  if (!(reason instanceof ApiError)) return explain(reason);
  if (reason.problem.kind === "rate_limited") return "Too many attempts. Wait a minute, then try again.";
  return reason.problem.kind === "unauthenticated" ? "That name and password do not match." : explain(reason);
}
