// Making an account for somebody, with a first password that they are told.

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { FormDialog } from "../../shell/form-dialog";
import { suggestPassword } from "./passwords";
import { Secret } from "./parts";

interface NewPersonProps {
  readonly host: Host;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

export function NewPersonDialog({ host, onMade, onClose }: NewPersonProps): JSX.Element {
  const password = useMemo(() => suggestPassword((bytes) => crypto.getRandomValues(bytes)), []);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [admin, setAdmin] = useState(false);
  const ordering = useOrdering();
  const make = (): void =>
    ordering.order(host.api.people.create({ name: name.trim(), password, admin, ...(email.trim() ? { email: email.trim() } : {}) }), (user) => {
      host.notify("ok", t("{name} can log in now.", { name: user.name }));
      onMade();
      onClose();
    });
  return (
    <FormDialog title={t("Add somebody")} verb={t("Add")} ordering={ordering} onSubmit={make} onClose={onClose}>
      <TextField label={t("Name")} hint={t("With which they log in.")} autocomplete="off" autocapitalize="none" spellcheck={false} value={name} onText={setName} />
      <TextField label={t("E-mail address, if you know it")} type="email" autocomplete="off" value={email} onText={setEmail} />
      <Secret label={t("Their first password")} text={password} />
      <label class="tick">
        <input type="checkbox" checked={admin} onChange={(event) => setAdmin(event.currentTarget.checked)} />
        <span>
          {t("Administrator")}
          <small class="soft">{t("May do on this page what you may, and has no limits.")}</small>
        </span>
      </label>
    </FormDialog>
  );
}
