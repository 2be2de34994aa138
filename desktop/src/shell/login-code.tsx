// The second step of a login: a code beside the password.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOrdering } from "../client/asking";
import type { Api } from "../client/api";
import { Button } from "../kit/button";
import { Notice } from "../kit/feedback";
import { TextField } from "../kit/field";
import type { User } from "../wire/generated";

export interface LoginCodeProps {
  readonly api: Api;
  readonly ticket: string; // what the first step was answered with
  readonly onLogin: (user: User) => void;
  readonly onBack: () => void;
}

export function LoginCode({ api, ticket, onLogin, onBack }: LoginCodeProps): JSX.Element {
  const [code, setCode] = useState("");
  const { busy, error, order, refuse } = useOrdering();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const finish = (): void => {
    if (code.trim()) order(api.accounts.loginCode({ ticket, code: code.replaceAll(" ", "") }), onLogin);
    else refuse("Enter the code.");
  };
  return (
    <form
      class="login-card"
      aria-label="One-time code"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <h1>One more step</h1>
      <TextField
        label="One-time code"
        hint="From your authenticator app, or a recovery code."
        autocomplete="one-time-code"
        spellcheck={false}
        value={code}
        onText={setCode}
        inputRef={input}
      />
      {error && <Notice tone="bad">{error}</Notice>}
      <Button type="submit" look="primary" wide large busy={busy}>
        Log in
      </Button>
      <Button look="quiet" wide onClick={onBack}>
        Back
      </Button>
    </form>
  );
}
