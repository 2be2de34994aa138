// What one's new machines begin as, and when they cool down that say nothing of their own.

import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { describeSize, SIZE_NAMES, SIZES, type SizeName } from "../../core/machine-sizes";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { ChoiceField, SelectField } from "../../kit/field";
import { t, tell } from "../../languages/say";
import type { Host } from "../../shell/app";
import { defaultsFor } from "../../shell/machine-defaults";
import type { RestHabits } from "../../wire/generated";
import { Asked, Section, type PageProps } from "./parts";
import { choiceOf, habitOptions, HABITS, HABIT_NAMES, secondsOf } from "./rest-habits";

export function Machines({ host }: PageProps): JSX.Element {
  return (
    <>
      <NewOnes host={host} />
      <Rest host={host} />
    </>
  );
}

/** Chosen at once: there is nothing that could go wrong together. */
function NewOnes({ host }: { readonly host: Host }): JSX.Element {
  const defaults = useMemo(() => defaultsFor(host), [host]);
  useEffect(() => defaults.follow(host.live), [defaults]);
  const { image, size } = defaults.value.value;
  const names = new Set(host.live.images.value.filter((one) => one.state === "ready").map((one) => one.name));
  if (image) names.add(image); // one that is gone may come again
  return (
    <Section title={t("New machines")} about={t("What is chosen already when you make one.")}>
      <div class="rest-form">
        <SelectField
          label={t("Image")}
          options={[{ value: "", label: t("The first that is there") }, ...[...names].map((name) => ({ value: name, label: name }))]}
          value={image}
          onChoice={(name) => defaults.change({ image: name })}
        />
        <ChoiceField
          label={t("Size")}
          options={(Object.keys(SIZES) as SizeName[]).map((name) => ({ value: name, label: tell(SIZE_NAMES[name]), note: describeSize(SIZES[name]) }))}
          value={size}
          onChoice={(name) => defaults.change({ size: name })}
        />
      </div>
    </Section>
  );
}

function Rest({ host }: { readonly host: Host }): JSX.Element {
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
