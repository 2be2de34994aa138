// One person, as an admin sees them: what they use, what they may have, and what can be done about them.

import { ChevronLeft } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Confirm, Dialog } from "../../kit/dialog";
import { t } from "../../languages/say";
import type { User } from "../../wire/generated";
import { Administration } from "./administration";
import { Gauges } from "./gauges";
import { LimitsForm } from "./limits-form";
import { Asked, Line, Secret, Section, type PageProps } from "./parts";
import { Badges, describe } from "./people";
import { WaysIn } from "./ways-in";

interface PersonProps extends PageProps {
  readonly person: User;
  readonly onChange: () => void;
  readonly onBack: () => void;
}

export function PersonView(props: PersonProps): JSX.Element {
  const { host, person, onBack } = props;
  const { people } = host.api;
  const figures = useReading(async () => {
    const [limits, usage] = await Promise.all([people.limits(person.id), people.usage(person.id)]);
    return { limits, usage };
  }, []);
  return (
    <>
      <div class="way-back">
        <Button look="quiet" icon={ChevronLeft} onClick={onBack}>
          {t("All people")}
        </Button>
      </div>
      <div class="who">
        <span class="initial" aria-hidden="true">
          {person.name.charAt(0).toUpperCase()}
        </span>
        <div class="said">
          <strong>{person.name}</strong>
          <span class="soft">{describe(person)}</span>
        </div>
        <Badges user={person} />
      </div>
      <Asked reading={figures} saying={t("Reading what {name} uses", { name: person.name })}>
        {({ limits, usage }) => (
          <>
            <Section title={t("What they use")}>
              <Gauges usage={usage} limits={limits.in_force} />
            </Section>
            <Section title={t("What they may have")} about={t("Holds at once. What they have already is left to them, also where it is more.")}>
              <LimitsForm key={JSON.stringify(limits)} host={host} person={person} limits={limits} onSaved={figures.again} />
            </Section>
          </>
        )}
      </Asked>
      {person.id !== host.user.id && (
        <>
          <WaysIn {...props} />
          <Measures {...props} />
        </>
      )}
    </>
  );
}

type Measure = "suspend" | "password" | "otp" | "remove";

/** What an admin may do about somebody else. */
function Measures(props: PersonProps): JSX.Element {
  const { host, elevation, person, onChange, onBack } = props;
  const { people } = host.api;
  const [asking, setAsking] = useState<Measure | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const close = (): void => setAsking(null);
  const suspended = person.suspended_at !== null;
  const suspend = async (): Promise<void> => {
    await elevation.run(() => people.suspend(person.id, !suspended));
    onChange();
  };
  const reset = async (): Promise<void> => setPassword((await elevation.run(() => people.resetPassword(person.id))).password);
  const resetOtp = async (): Promise<void> => {
    await elevation.run(() => people.resetOtp(person.id));
    host.notify("ok", t("{name} logs in without one-time codes now.", { name: person.name }));
  };
  const remove = async (): Promise<void> => {
    await elevation.run(() => people.remove(person.id));
    onBack();
    onChange();
  };
  return (
    <Section title={t("Measures")}>
      <div class="lines">
        <div>
          <Administration {...props} />
        </div>
        <div>
          <Line title={t("Suspension")} note={t(suspended ? "They cannot log in, and their programs are turned away." : "Keeps them out until you end it. Nothing of theirs is lost.")}>
            <Button onClick={() => setAsking("suspend")}>{t(suspended ? "End it…" : "Suspend…")}</Button>
          </Line>
        </div>
        <div>
          <Line title={t("Password")} note={t("For somebody who has forgotten theirs.")}>
            <Button onClick={() => setAsking("password")}>{t("New password…")}</Button>
          </Line>
        </div>
        <div>
          <Line title={t("One-time codes")} note={t("For somebody who has lost their phone and their recovery codes.")}>
            <Button onClick={() => setAsking("otp")}>{t("Turn off…")}</Button>
          </Line>
        </div>
        <div>
          <Line title={t("Account")} note={t("Removes it, and all that is theirs.")}>
            <Button look="danger" onClick={() => setAsking("remove")}>
              {t("Delete…")}
            </Button>
          </Line>
        </div>
      </div>
      {asking === "suspend" && (
        <Confirm title={t(suspended ? "Let {name} in again?" : "Suspend {name}?", { name: person.name })} verb={t(suspended ? "Let in" : "Suspend")} look={suspended ? "primary" : "danger"} onConfirm={suspend} onClose={close}>
          {t(suspended ? "They can log in as before." : "They are logged out everywhere at once.")}
        </Confirm>
      )}
      {asking === "password" && (
        <Confirm title={t("A new password for {name}?", { name: person.name })} verb={t("Make one")} onConfirm={reset} onClose={close}>
          {t("Their present one holds no longer, and they are logged out everywhere.")}
        </Confirm>
      )}
      {asking === "otp" && (
        <Confirm title={t("Turn off {name}'s one-time codes?", { name: person.name })} verb={t("Turn off")} onConfirm={resetOtp} onClose={close}>
          {t("Be sure that it is really they who ask for it.")}
        </Confirm>
      )}
      {asking === "remove" && (
        <Confirm title={t("Delete {name}?", { name: person.name })} verb={t("Delete for ever")} onConfirm={remove} onClose={close}>
          {t("Their files, machines, snapshots, images, apps and sites are removed. Nobody can bring them back.")}
        </Confirm>
      )}
      {password !== null && <PasswordDialog name={person.name} password={password} onClose={() => setPassword(null)} />}
    </Section>
  );
}

function PasswordDialog({ name, password, onClose }: { readonly name: string; readonly password: string; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog
      title={t("Tell {name}", { name })}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("Done")}
        </Button>
      }
    >
      <Secret label={t("Their new password")} text={password} />
      <p class="soft">{t("It is shown only now.")}</p>
    </Dialog>
  );
}
