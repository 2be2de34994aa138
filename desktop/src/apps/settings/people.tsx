// People, as admins see them: who there is, and letting others in.

import { MailPlus, Search, UserPlus } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading, useSettled } from "../../client/asking";
import { Button } from "../../kit/button";
import { Badge } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { User } from "../../wire/generated";
import { formatDay } from "./dates";
import { Invites } from "./invites";
import { NewPersonDialog } from "./new-person";
import { Asked, Initial, Line, Lines, Section, type PageProps } from "./parts";
import { PersonView } from "./person";


export function People(props: PageProps): JSX.Element {
  const { host } = props;
  const [search, setSearch] = useState("");
  const [adding, setAdding] = useState(false);
  const settled = useSettled(search.trim());
  const list = useReading(() => host.api.people.list(settled), [settled]);
  const [chosen, setChosen] = useState<string | null>(null);
  const person = list.value?.find((user) => user.id === chosen);
  if (person) return <PersonView key={person.id} {...props} person={person} onChange={list.again} onBack={() => setChosen(null)} />;
  return (
    <>
      <Section
        title={t("Everybody here")}
        action={
          <Button look="primary" icon={UserPlus} onClick={() => setAdding(true)}>
            {t("Add somebody…")}
          </Button>
        }
      >
        <SearchBox text={search} onText={setSearch} />
        <Asked reading={list} saying={t("Reading who there is")}>
          {(people) => (
            <Lines name={t("People")} items={people} idOf={(user) => user.id} none={t("Nobody is called so.")}>
              {(user) => (
                <Line mark={<Initial name={user.name} />} title={<Titled user={user} />} note={describe(user)}>
                  <Button aria-label={t("Open {name}", { name: user.name })} onClick={() => setChosen(user.id)}>
                    {t("Open")}
                  </Button>
                </Line>
              )}
            </Lines>
          )}
        </Asked>
      </Section>
      <Invites {...props} icon={MailPlus} />
      {adding && <NewPersonDialog host={host} onMade={list.again} onClose={() => setAdding(false)} />}
    </>
  );
}

function SearchBox({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }): JSX.Element {
  return (
    <label class="search-box">
      <Search size={16} aria-hidden />
      <span class="visually-hidden">{t("Find somebody")}</span>
      <input type="search" class="input" placeholder={t("Name or e-mail address")} value={text} onInput={(event) => onText(event.currentTarget.value)} />
    </label>
  );
}

function Titled({ user }: { readonly user: User }): JSX.Element {
  return (
    <span class="titled">
      {user.name} <Badges user={user} />
    </span>
  );
}

export function Badges({ user }: { readonly user: User }): JSX.Element {
  return (
    <>
      {user.admin && <Badge tone="rest">{t("Administrator")}</Badge>}
      {user.temporary && <Badge tone="idle">{t("Guest")}</Badge>}
      {user.suspended_at && <Badge tone="warn">{t("Suspended")}</Badge>}
    </>
  );
}

export function describe(user: User): string {
  const email = user.email && (user.email_confirmed ? user.email : t("{email} (not confirmed)", { email: user.email }));
  return [email, t("since {day}", { day: formatDay(user.created_at) })].filter(Boolean).join(", ");
}
