// The second step of a login: a code beside the password.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { User } from "../../wire/generated";
import { Card } from "./card";

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
    else refuse(t("Enter the code."));
  };
  return (
    <Card
      name={t("One-time code")}
      title={t("One more step")}
      error={error}
      onSubmit={finish}
      footer={
        <>
          <Button type="submit" look="primary" wide large busy={busy}>
            {t("Log in")}
          </Button>
          <Button look="quiet" wide onClick={onBack}>
            {t("Back")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("One-time code")}
        hint={t("From your authenticator app, or a recovery code.")}
        required
        autocomplete="one-time-code"
        spellcheck={false}
        value={code}
        onText={setCode}
        inputRef={input}
      />
    </Card>
  );
}
