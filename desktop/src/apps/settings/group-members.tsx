// Who is in a group; its owner adds people by name and takes them out.

import { UserPlus } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { GroupProps } from "./groups";
import { Initial, Line, Lines } from "./parts";

export function GroupMembers({ host, group, onChange }: GroupProps): JSX.Element {
  const { groups } = host.api.people;
  const [name, setName] = useState("");
  const changing = useOrdering();
  const add = (): void =>
    changing.order(groups.add(group.id, name.trim()), () => {
      setName("");
      onChange();
    });
  return (
    <>
      <Lines name={t("People in {name}", { name: group.name })} items={group.members} idOf={(person) => person.id} none={t("Nobody is in it yet.")}>
        {(person) => (
          <Line mark={<Initial name={person.name} />} title={person.name}>
            {group.mine && (
              <Button look="quiet" aria-label={t("Take out {name} of {group}", { name: person.name, group: group.name })} onClick={() => changing.order(groups.take(group.id, person.id), onChange)}>
                {t("Take out")}
              </Button>
            )}
          </Line>
        )}
      </Lines>
      {group.mine && (
        <form
          class="add-line"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) add();
          }}
        >
          <input
            class="input"
            aria-label={t("Add somebody to {group}", { group: group.name })}
            placeholder={t("Name of somebody")}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" icon={UserPlus} busy={changing.busy} disabled={!name.trim()}>
            {t("Add")}
          </Button>
        </form>
      )}
      {changing.error && <Notice tone="bad">{changing.error}</Notice>}
    </>
  );
}
