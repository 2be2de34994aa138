// Who one is here: name, e-mail address, password, what one takes along, and leaving.

import { BadgeCheck, Download, LogOut, MailWarning } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading, type Ordering } from "../../client/asking";
import { Badge, Notice } from "../../kit/feedback";
import { Button } from "../../kit/button";
import { t } from "../../languages/say";
import type { User } from "../../wire/generated";
import { ConfirmEmailDialog, EmailDialog, LeaveDialog, NameDialog, PasswordDialog, StayDialog } from "./account-dialogs";
import { formatDay } from "./dates";
import { Asked, Line, Section, type PageProps } from "./parts";

export function Account({ host, elevation }: PageProps): JSX.Element {
  const me = useReading(async () => (await host.api.accounts.me()).user, []);
  return (
    <Asked reading={me} saying={t("Reading your account")}>
      {(user) => (
        <>
          <Who host={host} elevation={elevation} user={user} onChange={me.again} />
          {!user.temporary && (
            <>
              <Email host={host} elevation={elevation} user={user} onChange={me.again} />
              <Password host={host} elevation={elevation} user={user} onChange={me.again} />
            </>
          )}
          <Belongings host={host} elevation={elevation} user={user} onChange={me.again} />
        </>
      )}
    </Asked>
  );
}

export interface OwnProps extends PageProps {
  readonly user: User;
  readonly onChange: () => void;
}

function Who(props: OwnProps): JSX.Element {
  const { host, user } = props;
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <div class="who">
      <span class="initial" aria-hidden="true">
        {user.name.charAt(0).toUpperCase()}
      </span>
      <div class="said">
        <strong>{user.name}</strong>
        <span class="soft">{user.temporary ? t("A guest in this browser") : t(user.admin ? "Administrator, here since {day}" : "Here since {day}", { day: formatDay(user.created_at) })}</span>
      </div>
      {user.temporary ? (
        <Button look="primary" onClick={() => setAsking(true)}>
          {t("Keep this account…")}
        </Button>
      ) : (
        <Button onClick={() => setAsking(true)}>{t("Change name…")}</Button>
      )}
      <Button icon={LogOut} onClick={host.logOut}>
        {t("Log out")}
      </Button>
      {asking && (user.temporary ? <StayDialog {...props} onClose={close} /> : <NameDialog {...props} onClose={close} />)}
    </div>
  );
}

function Email(props: OwnProps): JSX.Element {
  const { host, user } = props;
  const [open, setOpen] = useState<"change" | "confirm" | null>(null);
  const [asked, setAsked] = useState(false); // for a letter to another address
  const letter = useOrdering();
  const close = (): void => setOpen(null);
  const askedForLetter = (): void => {
    setAsked(true);
    setOpen("confirm");
  };
  const again = (): void => letter.order(host.api.account.askForLetter(), () => host.notify("ok", t("The letter is on its way.")));
  return (
    <Section title={t("E-mail")} about={t("Where a letter goes when you have forgotten your password.")}>
      <div class="lines">
        <div>
          <Line title={user.email ?? t("No address")} note={user.email && <EmailState user={user} />}>
            {user.email && !user.email_confirmed && (
              <Button busy={letter.busy} onClick={again}>
                {t("Send the letter again")}
              </Button>
            )}
            {(asked || (user.email && !user.email_confirmed)) && <Button onClick={() => setOpen("confirm")}>{t("Enter a code…")}</Button>}
            <Button onClick={() => setOpen("change")}>{t(user.email ? "Change…" : "Add an address…")}</Button>
          </Line>
        </div>
      </div>
      {letter.error && <Notice tone="bad">{letter.error}</Notice>}
      {open === "change" && <EmailDialog {...props} onClose={close} onAsked={askedForLetter} />}
      {open === "confirm" && <ConfirmEmailDialog {...props} onClose={close} />}
    </Section>
  );
}

function EmailState({ user }: { readonly user: User }): JSX.Element {
  return user.email_confirmed ? (
    <Badge tone="ok" sign={BadgeCheck}>
      {t("Confirmed")}
    </Badge>
  ) : (
    <Badge tone="warn" sign={MailWarning}>
      {t("Not confirmed")}
    </Badge>
  );
}

function Password(props: OwnProps): JSX.Element {
  const [changing, setChanging] = useState(false);
  return (
    <Section title={t("Password")} about={t("Changing it logs you out everywhere else.")} action={<Button onClick={() => setChanging(true)}>{t("Change…")}</Button>}>
      {changing && <PasswordDialog {...props} onClose={() => setChanging(false)} />}
    </Section>
  );
}

function Belongings(props: OwnProps): JSX.Element {
  const [leaving, setLeaving] = useState(false);
  const fetching = useOrdering();
  return (
    <Section title={t("What is yours")}>
      <div class="lines">
        <div>
          <Line title={t("Take it along")} note={t("All your files, what apps keep for you, and your account, as one ZIP archive.")}>
            <Button icon={Download} busy={fetching.busy} onClick={() => takeAlong(props, fetching)}>
              {t("Export")}
            </Button>
          </Line>
        </div>
        {/* A guest only logs out. */}
        {!props.user.temporary && (
          <div>
            <Line title={t("Leave||this Ingle, for good")} note={t("Your account is removed at once, and all that is yours with it.")}>
              <Button look="danger" onClick={() => setLeaving(true)}>
                {t("Delete your account…")}
              </Button>
            </Line>
          </div>
        )}
      </div>
      {fetching.error && <Notice tone="bad">{fetching.error}</Notice>}
      {leaving && <LeaveDialog {...props} onClose={() => setLeaving(false)} />}
    </Section>
  );
}

/** The browser fetches the archive itself, so whether it may is known before. */
function takeAlong({ host, elevation }: PageProps, { order }: Ordering): void {
  const { logins, exportUrl } = host.api.account;
  const ready = async (): Promise<void> => {
    const here = (await logins.list()).find((login) => login.current);
    if (!here?.elevated) await elevation.ask();
  };
  order(ready(), () => {
    const link = document.createElement("a");
    link.href = exportUrl;
    link.download = "";
    link.click();
  });
}
