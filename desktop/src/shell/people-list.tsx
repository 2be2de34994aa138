// The people of this browser, as they are offered on the way in and on the lock screen.

import { CircleUserRound, X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../client/http";
import type { Neighbour } from "../core/neighbours";
import { IconButton } from "../kit/button";
import { Notice } from "../kit/feedback";
import { t } from "../languages/say";
import type { PeopleHere } from "./people-here";

export interface PeopleListProps {
  readonly here: PeopleHere;
  readonly but?: string; // the id of who is not to be offered
  readonly onChoose: (id: string) => Promise<void>;
  /** Whose session is over: their password is to be asked for. */
  readonly onAsk: (name: string) => void;
}

export function PeopleList({ here, but, onChoose, onAsk }: PeopleListProps): JSX.Element | null {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void here.look(), [here]);
  const people = here.people.value.filter(({ id }) => id !== but);
  if (people.length === 0) return null;

  const attempt = async (run: () => Promise<void>): Promise<void> => {
    setError(null);
    setBusy(true);
    try {
      await run();
    } catch (reason) {
      setError(explain(reason));
      await here.look();
    }
    setBusy(false);
  };
  const choose = (person: Neighbour): void => {
    if (person.standing === "over") onAsk(person.name);
    else void attempt(() => onChoose(person.id));
  };
  return (
    <section class="people-here" aria-label={t("People in this browser")}>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" class="person-here" disabled={busy || person.standing === "suspended"} onClick={() => choose(person)}>
              <CircleUserRound size={26} strokeWidth={1.4} aria-hidden />
              <span>
                <strong>{t("Continue as {name}", { name: person.name })}</strong>
                <Standing person={person} />
              </span>
            </button>
            {!(person.temporary && person.standing === "here") && (
              <IconButton name={t("Log {name} out of this browser", { name: person.name })} icon={X} size={16} disabled={busy} onClick={() => void attempt(() => here.leave(person))} />
            )}
          </li>
        ))}
      </ul>
      {error && <Notice tone="bad">{error}</Notice>}
    </section>
  );
}

function Standing({ person: { standing, temporary } }: { readonly person: Neighbour }): JSX.Element | null {
  if (standing === "over") return <small>{t("Logged out here: the password is needed")}</small>;
  if (standing === "suspended") return <small>{t("This account is suspended")}</small>;
  return temporary ? <small>{t("A guest")}</small> : null;
}
