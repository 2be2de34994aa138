// Making a token: what it is called, how long it lasts, what it may do.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { ChoiceField, SelectField, TextField, type Option } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { TokenCreated } from "../../wire/generated";
import { FormDialog } from "../../shell/form-dialog";
import { scopeAreas } from "./scopes";

type Reach = "all" | "some";

const reaches = (): readonly Option<Reach>[] => [
  { value: "all", label: t("All that I may"), note: t("As of today") },
  { value: "some", label: t("Only this"), note: t("What is ticked below") },
];

const NEVER = "0";
const lives = (): readonly Option<string>[] => [
  { value: "7", label: t("A week") },
  { value: "30", label: t("{days, plural, one {# day} other {# days}}", { days: 30 }) },
  { value: "90", label: t("{days, plural, one {# day} other {# days}}", { days: 90 }) },
  { value: "365", label: t("A year") },
  { value: NEVER, label: t("Until it is revoked") },
];
const DAY_MS = 86_400_000;

interface NewTokenProps {
  readonly host: Host;
  readonly scopes: readonly string[]; // what the person may
  readonly onMade: (made: TokenCreated) => void;
  readonly onClose: () => void;
}

export function NewTokenDialog({ host, scopes, onMade, onClose }: NewTokenProps): JSX.Element {
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [reach, setReach] = useState<Reach>("all");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [restricted, setRestricted] = useState(false);
  const ordering = useOrdering();
  const make = (): void => {
    if (!name.trim()) return ordering.refuse(t("Give it a name, so that you know later what it is for."));
    if (reach === "some" && chosen.size === 0) return ordering.refuse(t("Tick something that it may do."));
    const expires_at = days === NEVER ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const body = { name: name.trim(), scopes: reach === "all" ? [] : [...chosen], expires_at, restricted };
    ordering.order(host.api.account.tokens.create(body), onMade);
  };
  return (
    <FormDialog title={t("New token")} verb={t("Make it")} ordering={ordering} onSubmit={make} onClose={onClose}>
      <TextField label={t("Name")} hint={t("What it is for, such as Backups.")} value={name} onText={setName} />
      <SelectField label={t("Lasts")} options={lives()} value={days} onChoice={setDays} />
      <ChoiceField label={t("It may do")} options={reaches()} value={reach} onChoice={setReach} />
      {reach === "some" && <ScopeChoice scopes={scopes} chosen={chosen} onChoice={setChosen} />}
      <label class="tick">
        <input type="checkbox" checked={restricted} onChange={(event) => setRestricted(event.currentTarget.checked)} />
        <span>
          {t("Only on what is shared with it")}
          <small class="soft">{t("Of your files and other things it then sees nothing until you share them with the token.")}</small>
        </span>
      </label>
    </FormDialog>
  );
}

interface ScopeChoiceProps {
  readonly scopes: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoice: (chosen: ReadonlySet<string>) => void;
}

function ScopeChoice({ scopes, chosen, onChoice }: ScopeChoiceProps): JSX.Element {
  const toggle = (scope: string): void => {
    const next = new Set(chosen);
    if (!next.delete(scope)) next.add(scope);
    onChoice(next);
  };
  return (
    <div class="scopes">
      {scopeAreas(scopes).map(({ area, name, scopes: own }) => (
        <fieldset key={area}>
          <legend>{name}</legend>
          {own.map(({ scope, verb }) => (
            <label key={scope} class="tick" title={scope}>
              <input type="checkbox" checked={chosen.has(scope)} onChange={() => toggle(scope)} />
              <span>{verb}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
