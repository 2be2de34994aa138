// "Is it you?": asked where the daemon wants to hear it again.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { PasswordField, TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Elevation, Question } from "./elevation";

interface IdentityProps {
  readonly host: Host;
  readonly elevation: Elevation;
}

export function Identity({ host, elevation }: IdentityProps): JSX.Element | null {
  const question = elevation.question.value;
  return question && <IdentityDialog host={host} question={question} />;
}

function IdentityDialog({ host, question }: { readonly host: Host; readonly question: Question }): JSX.Element {
  const [by, setBy] = useState<"password" | "code">("password");
  const [proof, setProof] = useState("");
  const { busy, error, order, refuse } = useOrdering();
  const change = (): void => {
    setBy(by === "password" ? "code" : "password");
    setProof("");
    refuse(null);
  };
  const confirm = (): void => {
    if (!proof) refuse(t(by === "password" ? "Enter your password." : "Enter the code."));
    else order(host.api.account.elevate({ [by]: proof.trim() }), question.confirmed);
  };
  return (
    <Dialog
      title={t("Is it you?")}
      onClose={question.refused}
      onSubmit={confirm}
      footer={
        <>
          <Button look="quiet" onClick={change}>
            {t(by === "password" ? "Use a one-time code" : "Use your password")}
          </Button>
          <Button onClick={question.refused}>{t("Cancel")}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {t("Confirm")}
          </Button>
        </>
      }
    >
      <p class="soft">{t("What you are about to do matters, so it is asked once more. For a quarter of an hour it will not be again.")}</p>
      {by === "password" ? (
        <PasswordField key="password" label={t("Your password")} autocomplete="current-password" autofocus value={proof} onText={setProof} />
      ) : (
        <TextField key="code" label={t("One-time code")} autocomplete="one-time-code" inputMode="numeric" autofocus value={proof} onText={setProof} />
      )}
      {error && <Notice tone="bad">{error}</Notice>}
    </Dialog>
  );
}
