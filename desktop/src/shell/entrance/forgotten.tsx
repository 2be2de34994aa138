// Who forgot their password asks for a letter. Whether there is such an account is not told, here as little as by the daemon.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Storage } from "../storage";
import { Card } from "./card";
import { LAST_NAME, type StationProps } from "./login";

export function Forgotten({ api, rules, go, storage }: StationProps & { readonly storage: Storage }): JSX.Element {
  const [name, setName] = useState(() => storage.read(LAST_NAME) ?? "");
  const { busy, error, order, refuse } = useOrdering();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const back = (
    <Button look="quiet" wide onClick={() => go({ at: "login" })}>
      {t("Back")}
    </Button>
  );
  const ask = (): void => {
    if (name.trim()) order(api.entrance.askForLetter(name.trim()), () => go({ at: "new-password", code: "" }));
    else refuse(t("Enter your name or your e-mail address."));
  };
  if (rules?.letters === false) {
    return (
      <Card name={t("Forgotten password")} title={t("Forgot your password?")} onSubmit={() => go({ at: "login" })} footer={back} about={t("This Ingle sends no letters, so ask an administrator: they can give you a new password.")} />
    );
  }
  return (
    <Card
      name={t("Forgotten password")}
      title={t("Forgot your password?")}
      about={t("A letter goes to the e-mail address that you confirmed. By it you set a new password.")}
      error={error}
      onSubmit={ask}
      footer={
        <>
          <Button type="submit" look="primary" wide large busy={busy}>
            {t("Send the letter")}
          </Button>
          {back}
        </>
      }
    >
      <TextField label={t("Name or e-mail address")} required name="username" autocomplete="username" autocapitalize="none" spellcheck={false} value={name} onText={setName} inputRef={input} />
    </Card>
  );
}
