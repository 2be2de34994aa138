// What the link of a letter to a new address opens. Nothing is confirmed by opening it: programs that look at letters open links, too.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { useOrdering } from "../../client/asking";
import { ApiError } from "../../client/http";
import { Button } from "../../kit/button";
import { say, t, tell, type Said, type Values } from "../../languages/say";
import type { User } from "../../wire/generated";
import { Card } from "./card";

export interface ConfirmEmailProps {
  readonly api: Api;
  readonly code: string;
  readonly onDone: () => void;
}

interface Told {
  readonly title: Said;
  readonly about: Said;
  readonly values?: Values;
}

const REFUSED: Readonly<Record<string, Told>> = {
  ticket_refused: {
    title: say("This link is used up"),
    about: say("It was used already, is older than a day, or a newer letter has taken its place. Under Settings, Account you see how things are, and can have the letter sent again."),
  },
  email_taken: {
    title: say("The address is taken"),
    about: say("Another account here has confirmed it. Under Settings, Account you can give another address."),
  },
};

function confirmed({ name, email }: User): Told {
  const about = email ? say("Letters for {name} go to {email} now.") : say("Letters for {name} go to it now.");
  return { title: say("Your address is confirmed"), about, values: { name, email: email ?? "" } };
}

export function ConfirmEmail({ api, code, onDone }: ConfirmEmailProps): JSX.Element {
  const [told, setTold] = useState<Told | null>(null);
  const { busy, error, order } = useOrdering();
  const refused = (reason: unknown): Told => {
    const known = reason instanceof ApiError ? REFUSED[reason.problem.code] : undefined;
    if (!known) throw reason;
    return known;
  };
  const confirm = (): void =>
    order(
      api.entrance.confirmEmail(code).then((user) => confirmed(user), refused),
      setTold,
    );
  if (told) {
    return (
      <Card
        name={t("E-mail address")}
        title={tell(told.title)}
        about={tell(told.about, told.values)}
        onSubmit={onDone}
        footer={
          <Button type="submit" look="primary" wide large autofocus>
            {t("Go on")}
          </Button>
        }
      />
    );
  }
  return (
    <Card
      name={t("E-mail address")}
      title={t("Is this address yours?")}
      about={t("Then confirm it. If you did not ask for that letter, close this page.")}
      error={error}
      onSubmit={confirm}
      footer={
        <Button type="submit" look="primary" wide large busy={busy} autofocus>
          {t("Confirm")}
        </Button>
      }
    />
  );
}
