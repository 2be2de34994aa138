// Somebody's ways in, as an admin sees and ends them: where they are logged in, their programs' tokens, their passkeys.

import { KeyRound, Monitor, Terminal, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import type { PeopleApi, WayKind } from "../../client/people-api";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { t } from "../../languages/say";
import type { User } from "../../wire/generated";
import { describeBrowser } from "./browsers";
import { formatDay } from "./dates";
import { Asked, Line, Lines, Section, type PageProps } from "./parts";

interface Way {
  readonly kind: WayKind;
  readonly id: string;
  readonly name: string;
  readonly note: string;
}

const SIGNS: Readonly<Record<WayKind, LucideIcon>> = { sessions: Monitor, tokens: Terminal, passkeys: KeyRound };

export function WaysIn({ host, elevation, person }: PageProps & { readonly person: User }): JSX.Element {
  const { people } = host.api;
  const list = useReading(() => waysOf(people, person.id), []);
  const [ending, setEnding] = useState<Way | null>(null);
  const end = async (way: Way): Promise<void> => {
    await elevation.run(() => people.endWay(person.id, way.kind, way.id));
    list.again();
  };
  return (
    <Section title={t("Ways in")} about={t("Where they are logged in, their programs' tokens, and their passkeys.")}>
      <Asked reading={list} saying={t("Reading {name}'s ways in", { name: person.name })}>
        {(ways) => (
          <Lines name={t("Ways in")} items={ways} idOf={(way) => way.id} none={t("They are logged in nowhere, and have neither tokens nor passkeys.")}>
            {(way) => <WayLine way={way} onEnd={() => setEnding(way)} />}
          </Lines>
        )}
      </Asked>
      {ending && (
        <Confirm title={t("End {name}?", { name: ending.name })} verb={t("End||a way in")} look="danger" onConfirm={() => end(ending)} onClose={() => setEnding(null)}>
          {t("Whoever came in by it is out at once.")}
        </Confirm>
      )}
    </Section>
  );
}

function WayLine({ way, onEnd }: { readonly way: Way; readonly onEnd: () => void }): JSX.Element {
  const Sign = SIGNS[way.kind];
  return (
    <Line mark={<Sign size={18} aria-hidden />} title={way.name} note={way.note}>
      <Button look="quiet" aria-label={t("End {name}", { name: way.name })} onClick={onEnd}>
        {t("End…||a way in")}
      </Button>
    </Line>
  );
}

async function waysOf(people: PeopleApi, id: string): Promise<readonly Way[]> {
  const [logins, tokens, passkeys] = await Promise.all([people.logins(id), people.tokens(id), people.passkeys(id)]);
  const since = (made: string): string => t("since {day}", { day: formatDay(made) });
  return [
    ...logins.map((one): Way => ({ kind: "sessions", id: one.id, name: one.label || describeBrowser(one.user_agent).name, note: [one.address, since(one.created_at)].join(", ") })),
    ...tokens.map((one): Way => ({ kind: "tokens", id: one.id, name: one.name, note: since(one.created_at) })),
    ...passkeys.map((one): Way => ({ kind: "passkeys", id: one.id, name: one.name, note: [one.host, since(one.created_at)].join(", ") })),
  ];
}
