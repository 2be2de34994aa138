// Turning one-time codes on, step by step: prove who you are, scan, enter a code, keep the recovery codes.

import { Download } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { PasswordField, TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { OtpSetUp } from "../../wire/generated";
import { FormDialog } from "../../shell/form-dialog";
import { Secret } from "./parts";

interface StepProps {
  readonly host: Host;
  readonly onClose: () => void;
}

export function OtpSetUpDialog({ host, onClose }: StepProps): JSX.Element {
  const [told, setTold] = useState<OtpSetUp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <Codes key="codes" host={host} codes={codes} onClose={onClose} />;
  if (told) return <Scan key="scan" host={host} told={told} onCodes={setCodes} onClose={onClose} />;
  return <Prove key="prove" host={host} onTold={setTold} onClose={onClose} />;
}

function Prove({ host, onTold, onClose }: StepProps & { readonly onTold: (told: OtpSetUp) => void }): JSX.Element {
  const [password, setPassword] = useState("");
  const ordering = useOrdering();
  const begin = (): void => ordering.order(host.api.account.otp.setUp(password), onTold);
  return (
    <FormDialog title={t("Set up one-time codes")} verb={t("Go on")} ordering={ordering} onSubmit={begin} onClose={onClose}>
      <p class="soft">{t("You need an authenticator app on your phone. First, is it you?")}</p>
      <PasswordField label={t("Your password")} autocomplete="current-password" value={password} onText={setPassword} />
    </FormDialog>
  );
}

interface ScanProps extends StepProps {
  readonly told: OtpSetUp;
  readonly onCodes: (codes: readonly string[]) => void;
}

function Scan({ host, told, onCodes, onClose }: ScanProps): JSX.Element {
  const [code, setCode] = useState("");
  const ordering = useOrdering();
  const enable = (): void => ordering.order(host.api.account.otp.enable(code.replaceAll(" ", "")), (made) => onCodes(made.codes));
  return (
    <FormDialog title={t("Scan this")} verb={t("Turn on")} ordering={ordering} onSubmit={enable} onClose={onClose}>
      <img class="qr" alt={t("QR code for your authenticator app")} src={`data:image/svg+xml,${encodeURIComponent(told.qr_svg)}`} />
      <Secret label={t("Or enter this in the app")} text={told.secret} />
      <TextField label={t("The code that the app shows")} class="mono" autocomplete="one-time-code" inputMode="numeric" value={code} onText={setCode} />
    </FormDialog>
  );
}

function Codes({ host, codes, onClose }: StepProps & { readonly codes: readonly string[] }): JSX.Element {
  const text = `${t("Recovery codes of {name} at {host}", { name: host.user.name, host: location.host })}\n\n${codes.join("\n")}\n`;
  return (
    <Dialog
      title={t("Keep your recovery codes")}
      onClose={onClose}
      footer={
        <>
          <a class="button" download="ingle-recovery-codes.txt" href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}>
            <Download size={16} aria-hidden />
            {t("Download")}
          </a>
          <Button look="primary" onClick={onClose}>
            {t("I have kept them")}
          </Button>
        </>
      }
    >
      <Notice tone="ok">{t("One-time codes are on.")}</Notice>
      <p class="soft">{t("Each of these logs you in once without your phone. They are shown only now: print them, or put them into a password manager.")}</p>
      <ul class="recovery-codes" aria-label={t("Recovery codes")}>
        {codes.map((code) => (
          <li key={code} class="mono">
            {code}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
