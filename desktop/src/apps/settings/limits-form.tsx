// What somebody may have, as fields.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { User, UserLimits } from "../../wire/generated";
import { hintOf, labelOf, limitError, overridesOf, textsOf, type LimitTexts } from "./limit-fields";
import { LIMIT_NAMES } from "./usage";

interface LimitsFormProps {
  readonly host: Host;
  readonly person: User;
  readonly limits: UserLimits;
  readonly onSaved: () => void;
}

export function LimitsForm({ host, person, limits, onSaved }: LimitsFormProps): JSX.Element {
  const [texts, setTexts] = useState<LimitTexts>(() => textsOf(limits.overrides));
  const { busy, error, order } = useOrdering();
  const wrong = LIMIT_NAMES.some((what) => limitError(what, texts[what]) !== null);
  const save = (): void =>
    order(host.api.people.setLimits(person.id, overridesOf(texts)), () => {
      host.notify("ok", t("The limits of {name} hold from now on.", { name: person.name }));
      onSaved();
    });
  return (
    <form
      class="limits"
      aria-label={t("Limits")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) save();
      }}
    >
      <div class="limit-fields">
        {LIMIT_NAMES.map((what) => (
          <TextField
            key={what}
            label={labelOf(what)}
            hint={hintOf(what, limits.overrides, limits.in_force)}
            error={limitError(what, texts[what])}
            inputMode="decimal"
            placeholder={t("Default")}
            value={texts[what]}
            onText={(text) => setTexts({ ...texts, [what]: text })}
          />
        ))}
      </div>
      {error && <Notice tone="bad">{error}</Notice>}
      <div class="limits-end">
        <span class="soft">{t("Leave empty for the default; 0 is no limit.")}</span>
        <Button type="submit" look="primary" busy={busy} disabled={wrong}>
          {t("Save")}
        </Button>
      </div>
    </form>
  );
}
