// What the link of a letter to a new address opens. Nothing is confirmed by opening it: programs that look at letters open links, too.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { useOrdering } from "../../client/asking";
import { ApiError } from "../../client/http";
import { Button } from "../../kit/button";
import { Card } from "./card";

export interface ConfirmEmailProps {
  readonly api: Api;
  readonly code: string;
  readonly onDone: () => void;
}

interface Told {
  readonly title: string;
  readonly about: string;
}

const REFUSED: Readonly<Record<string, Told>> = {
  ticket_refused: {
    title: "This link is used up",
    about: "It was used already, is older than a day, or a newer letter has taken its place. Under Settings, Account you see how things are, and can have the letter sent again.",
  },
  email_taken: {
    title: "The address is taken",
    about: "Another account here has confirmed it. Under Settings, Account you can give another address.",
  },
};

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
      api.entrance.confirmEmail(code).then((user) => ({ title: "Your address is confirmed", about: `Letters for ${user.name} go to ${user.email ?? "it"} now.` }), refused),
      setTold,
    );
  if (told) {
    return (
      <Card
        name="E-mail address"
        title={told.title}
        about={told.about}
        onSubmit={onDone}
        footer={
          <Button type="submit" look="primary" wide large autofocus>
            Go on
          </Button>
        }
      />
    );
  }
  return (
    <Card
      name="E-mail address"
      title="Is this address yours?"
      about="Then confirm it. If you did not ask for that letter, close this page."
      error={error}
      onSubmit={confirm}
      footer={
        <Button type="submit" look="primary" wide large busy={busy} autofocus>
          Confirm
        </Button>
      }
    />
  );
}
