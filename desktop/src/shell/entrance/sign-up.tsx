// Making one's own account, where the house lets people do that: all of them, or those with an invite.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { PasswordField, TextField } from "../../kit/field";
import { say, t, tell, type Said } from "../../languages/say";
import type { SignUpRules, User } from "../../wire/generated";
import { Card } from "./card";
import type { StationProps } from "./login";

export interface SignUpProps extends StationProps {
  readonly invite: string; // "": none was brought
  readonly onLogin: (user: User) => void;
}

const ABOUT: Readonly<Record<SignUpRules["mode"], Said>> = {
  open: say("A computer of your own that you reach with a browser."),
  invite_only: say("It takes an invite of an administrator."),
  closed: say("Accounts are made by administrators here. Ask one of them."),
};

export function SignUp({ api, rules, go, invite: brought, onLogin }: SignUpProps): JSX.Element {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [email, setEmail] = useState("");
  const [invite, setInvite] = useState(brought);
  const [website, setWebsite] = useState("");
  const { busy, error, order, refuse } = useOrdering();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), [rules?.mode]);
  const back = (
    <Button look="quiet" wide onClick={() => go({ at: "login" })}>
      {rules?.mode === "closed" ? t("To the login") : t("I have an account")}
    </Button>
  );
  const mode = rules?.mode ?? "open";
  const ask = (): void => {
    const missing = lacking({ name, password, email, invite }, rules);
    if (missing) refuse(missing);
    else order(api.entrance.signUp({ name: name.trim(), password, email: email.trim(), invite: invite.trim(), website }), onLogin);
  };
  if (mode === "closed") return <Card name={t("New account")} title={t("Make an account")} about={tell(ABOUT.closed)} onSubmit={() => go({ at: "login" })} footer={back} />;
  return (
    <Card
      name={t("New account")}
      title={brought ? t("You are invited") : t("Make an account")}
      about={tell(brought ? ABOUT.open : ABOUT[mode])}
      action="/api/v1/sign-up"
      error={error}
      onSubmit={ask}
      footer={
        <>
          <Button type="submit" look="primary" wide large busy={busy}>
            {t("Make the account")}
          </Button>
          {back}
        </>
      }
    >
      {mode === "invite_only" && !brought && <TextField label={t("Invite")} required class="mono" autocomplete="off" autocapitalize="none" spellcheck={false} value={invite} onText={setInvite} inputRef={first} />}
      <TextField
        label={t("Name")}
        required
        name="username"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        value={name}
        onText={setName}
        {...(mode === "open" || brought ? { inputRef: first } : {})}
      />
      <PasswordField label={t("Password")} required name="password" autocomplete="new-password" hint={t("At least 8 characters; a sentence is good.")} value={password} onText={setPassword} />
      <TextField
        label={rules?.email === "required" ? t("E-mail address") : t("E-mail address, if you like")}
        required={rules?.email === "required"}
        name="email"
        type="email"
        autocomplete="email"
        hint={t("For a letter when you have forgotten your password.")}
        value={email}
        onText={setEmail}
      />
      {/* No person sees it; what fills it in is a program. */}
      <input type="text" name="website" class="trap" tabIndex={-1} autocomplete="off" aria-hidden="true" value={website} onInput={(event) => setWebsite(event.currentTarget.value)} />
    </Card>
  );
}

interface Given {
  readonly name: string;
  readonly password: string;
  readonly email: string;
  readonly invite: string;
}

/** What is to be entered first; null: nothing. */
function lacking({ name, password, email, invite }: Given, rules: SignUpRules | null): string | null {
  if (rules?.mode === "invite_only" && !invite.trim()) return t("Enter the invite.");
  if (!name.trim()) return t("Enter a name.");
  if (!password) return t("Enter a password.");
  return rules?.email === "required" && !email.trim() ? t("Enter your e-mail address.") : null;
}
