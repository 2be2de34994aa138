// Whether somebody is an administrator, changed by one.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { t } from "../../languages/say";
import type { User } from "../../wire/generated";
import { Line, type PageProps } from "./parts";

interface AdministrationProps extends PageProps {
  readonly person: User;
  readonly onChange: () => void;
}

export function Administration({ host, elevation, person, onChange }: AdministrationProps): JSX.Element {
  const [asking, setAsking] = useState(false);
  const { name, admin } = person;
  const change = async (): Promise<void> => {
    await elevation.run(() => host.api.people.change(person.id, { admin: !admin }));
    onChange();
  };
  return (
    <>
      <Line title={t("Administration")} note={t(admin ? "They may do all that you may." : "For somebody who runs this with you.")}>
        <Button disabled={person.temporary} onClick={() => setAsking(true)}>
          {t(admin ? "Take it away…" : "Make administrator…")}
        </Button>
      </Line>
      {asking && (
        <Confirm
          title={t(admin ? "Take administration from {name}?" : "Make {name} an administrator?", { name })}
          verb={t(admin ? "Take it away" : "Make administrator")}
          look={admin ? "danger" : "primary"}
          onConfirm={change}
          onClose={() => setAsking(false)}
        >
          {t(admin ? "All that is theirs stays. What only administrators may they may no longer, at once." : "They see and change everybody here, you too.")}
        </Confirm>
      )}
    </>
  );
}
