// A link that asks for a password.

import { LockKeyhole } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../kit/button";
import { PasswordField } from "../kit/field";
import { t } from "../languages/say";
import type { Visit } from "./visit";

export function PasswordForm({ visit, wrong }: { readonly visit: Visit; readonly wrong: boolean }): JSX.Element {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const open = (): void => {
    setBusy(true);
    void visit.open(password).finally(() => {
      setBusy(false);
      field.current?.select();
    });
  };
  return (
    <form
      class="link-password"
      onSubmit={(event) => {
        event.preventDefault();
        if (password) open();
      }}
    >
      <LockKeyhole size={30} strokeWidth={1.6} aria-hidden />
      <h1>{t("This link has a password")}</h1>
      <p class="soft">{t("Whoever sent you the link knows it.")}</p>
      <PasswordField label={t("Password")} autocomplete="off" inputRef={field} value={password} onText={setPassword} error={wrong && !busy ? t("This is not the link's password.") : null} />
      <Button type="submit" look="primary" large wide busy={busy}>
        {t("Open")}
      </Button>
    </form>
  );
}
