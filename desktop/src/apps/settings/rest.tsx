// When one's machines cool down that say nothing of their own.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { SelectField } from "../../kit/field";
import { t, tell } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { RestHabits } from "../../wire/generated";
import { Asked, Section, type PageProps } from "./parts";
import { choiceOf, habitOptions, HABITS, HABIT_NAMES, secondsOf } from "./rest-habits";

export function Rest({ host }: PageProps): JSX.Element {
  const habits = useReading(host.api.account.rest, []);
  return (
    <Section title={t("While nobody uses them")} about={t("For all your machines but those that have timers of their own. Using a machine wakes it.")}>
      <Asked reading={habits} saying={t("Reading when your machines rest")}>
        {(value) => <RestForm key={JSON.stringify(value)} host={host} habits={value} onSaved={habits.again} />}
      </Asked>
    </Section>
  );
}

interface RestFormProps {
  readonly host: Host;
  readonly habits: RestHabits;
  readonly onSaved: () => void;
}

function RestForm({ host, habits, onSaved }: RestFormProps): JSX.Element {
  const [wanted, setWanted] = useState(habits);
  const { busy, error, order } = useOrdering();
  const save = (): void =>
    order(host.api.account.setRest(wanted), () => {
      host.notify("ok", t("Your machines rest so from now on."));
      onSaved();
    });
  return (
    <form
      class="rest-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {HABIT_NAMES.map((name) => (
        <SelectField
          key={name}
          label={tell(HABITS[name].label)}
          hint={tell(HABITS[name].hint)}
          options={habitOptions(name, habits[name])}
          value={choiceOf(wanted[name])}
          onChoice={(choice) => setWanted({ ...wanted, [name]: secondsOf(choice) })}
        />
      ))}
      {error && <Notice tone="bad">{error}</Notice>}
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {t("Save")}
        </Button>
      </div>
    </form>
  );
}
