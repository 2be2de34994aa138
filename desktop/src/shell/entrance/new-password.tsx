// What a letter's link, or its code, is for: a new password.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { ApiError } from "../../client/http";
import { Button } from "../../kit/button";
import { PasswordField, TextField } from "../../kit/field";
import { t } from "../../languages/say";
import { Card } from "./card";
import type { StationProps } from "./login";

export interface NewPasswordProps extends StationProps {
  readonly code: string; // "": it has to be typed
  readonly onDone: () => void;
}

type Outcome = "set" | "refused";

export function NewPassword({ api, go, code: brought, onDone }: NewPasswordProps): JSX.Element {
  const [code, setCode] = useState(brought);
  const [password, setPassword] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { busy, error, order, refuse } = useOrdering();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const set = (): void => {
    if (!code.trim() || !password) {
      refuse(code.trim() ? t("Enter a new password.") : t("Enter the code of the letter."));
      return;
    }
    const spent = (reason: unknown): Outcome => {
      if (brought && reason instanceof ApiError && reason.problem.code === "ticket_refused") return "refused";
      throw reason;
    };
    order<Outcome>(api.entrance.setPassword({ code: code.trim(), password }).then(() => "set" as const, spent), setOutcome);
  };
  if (outcome === "set") return <PasswordSet onDone={onDone} />;
  if (outcome === "refused") return <Spent go={go} />;
  return (
    <Card
      name={t("New password")}
      title={t("Choose a new password")}
      about={
        brought
          ? t("You are logged out everywhere then, and log in with the new one.")
          : t("If there is such an account with a confirmed address, a letter is on its way. Open its link, or enter its code here within an hour.")
      }
      error={error}
      onSubmit={set}
      footer={
        <>
          <Button type="submit" look="primary" wide large busy={busy}>
            {t("Set the password")}
          </Button>
          {!brought && (
            <Button look="quiet" wide onClick={() => go({ at: "forgotten" })}>
              {t("No letter came")}
            </Button>
          )}
        </>
      }
    >
      {!brought && <TextField label={t("The code of the letter")} required class="mono" autocomplete="one-time-code" autocapitalize="none" spellcheck={false} value={code} onText={setCode} inputRef={first} />}
      <PasswordField
        label={t("New password")}
        required
        name="password"
        autocomplete="new-password"
        hint={t("At least 8 characters; a sentence is good.")}
        value={password}
        onText={setPassword}
        {...(brought ? { inputRef: first } : {})}
      />
    </Card>
  );
}

function PasswordSet({ onDone }: { readonly onDone: () => void }): JSX.Element {
  return (
    <Card
      name={t("New password")}
      title={t("Your password is set")}
      about={t("You are logged out everywhere. Log in with the new password.")}
      onSubmit={onDone}
      footer={
        <Button type="submit" look="primary" wide large autofocus>
          {t("To the login")}
        </Button>
      }
    />
  );
}

function Spent({ go }: Pick<StationProps, "go">): JSX.Element {
  return (
    <Card
      name={t("New password")}
      title={t("This link is used up")}
      about={t("It was used already, is older than an hour, or a newer letter has taken its place. Your password is what it was.")}
      onSubmit={() => go({ at: "forgotten" })}
      footer={
        <>
          <Button type="submit" look="primary" wide large autofocus>
            {t("Ask for another letter")}
          </Button>
          <Button look="quiet" wide onClick={() => go({ at: "login" })}>
            {t("To the login")}
          </Button>
        </>
      }
    />
  );
}
