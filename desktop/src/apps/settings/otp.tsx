// One-time codes: whether they are on, and turning them on and off.

import { ShieldCheck, ShieldOff } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Badge } from "../../kit/feedback";
import { PasswordField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { formatDay } from "./dates";
import { FormDialog } from "../../shell/form-dialog";
import { OtpSetUpDialog } from "./otp-set-up";
import { Asked, Line, Section, type PageProps } from "./parts";

export function OneTimeCodes({ host }: PageProps): JSX.Element {
  const status = useReading(host.api.account.otp.status, []);
  const [open, setOpen] = useState<"on" | "off" | null>(null);
  const close = (): void => {
    setOpen(null);
    status.again();
  };
  return (
    <Section title={t("One-time codes")} about={t("A code from an app on your phone, asked for at every login beside your password.")}>
      <Asked reading={status} saying={t("Reading whether codes are on")}>
        {({ enabled_at, recovery_codes_left }) => (
          <div class="lines">
            <div>
              {enabled_at ? (
                <Line
                  title={<Badge tone="ok" sign={ShieldCheck}>{t("On")}</Badge>}
                  note={t("{count, plural, one {Since {day}. # recovery code is left.} other {Since {day}. # recovery codes are left.}}", { count: recovery_codes_left, day: formatDay(enabled_at) })}
                >
                  <Button look="danger" onClick={() => setOpen("off")}>
                    {t("Turn off…")}
                  </Button>
                </Line>
              ) : (
                <Line title={<Badge tone="idle" sign={ShieldOff}>{t("Off")}</Badge>} note={t("Whoever learns your password can log in.")}>
                  <Button look="primary" onClick={() => setOpen("on")}>
                    {t("Set up…")}
                  </Button>
                </Line>
              )}
            </div>
          </div>
        )}
      </Asked>
      {open === "on" && <OtpSetUpDialog host={host} onClose={close} />}
      {open === "off" && <OtpOffDialog host={host} onClose={close} />}
    </Section>
  );
}

function OtpOffDialog({ host, onClose }: { readonly host: Host; readonly onClose: () => void }): JSX.Element {
  const [password, setPassword] = useState("");
  const ordering = useOrdering();
  const disable = (): void =>
    ordering.order(host.api.account.otp.disable(password), () => {
      host.notify("ok", t("One-time codes are off."));
      onClose();
    });
  return (
    <FormDialog title={t("Turn one-time codes off?")} verb={t("Turn off")} look="danger" ordering={ordering} onSubmit={disable} onClose={onClose}>
      <p class="soft">{t("Your password alone opens your account then. The recovery codes are void.")}</p>
      <PasswordField label={t("Your password")} autocomplete="current-password" value={password} onText={setPassword} />
    </FormDialog>
  );
}
