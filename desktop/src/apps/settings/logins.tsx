// Where one is logged in, and ending that.

import { AppWindow, Monitor, Smartphone, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Badge, Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { LoginSession } from "../../wire/generated";
import { describeBrowser } from "./browsers";
import { formatDay, formatNear } from "./dates";
import { Asked, Line, Lines, Section, type PageProps } from "./parts";

export function Logins({ host }: PageProps): JSX.Element {
  const { logins } = host.api.account;
  const list = useReading(logins.list, []);
  const ending = useOrdering();
  const [asking, setAsking] = useState(false);
  const end = (login: LoginSession): void => ending.order(logins.end(login.id), list.again);
  const endOthers = async (): Promise<void> => {
    await logins.endOthers();
    list.again();
  };
  const others = (list.value ?? []).some((login) => !login.current);
  return (
    <Section
      title={t("Where you are logged in")}
      action={
        others && (
          <Button onClick={() => setAsking(true)}>
            {t("Log out everywhere else…")}
          </Button>
        )
      }
    >
      {ending.error && <Notice tone="bad">{ending.error}</Notice>}
      <Asked reading={list} saying={t("Reading where you are logged in")}>
        {(items) => (
          <Lines name={t("Logins")} items={items} idOf={(one) => one.id} none={t("Nowhere.")}>
            {(login) => <LoginLine login={login} onEnd={() => end(login)} />}
          </Lines>
        )}
      </Asked>
      {asking && (
        <Confirm title={t("Log out everywhere else?")} verb={t("Log out")} onConfirm={endOthers} onClose={() => setAsking(false)}>
          {t("All other browsers and all apps that act for you must ask again. Programs with a token of yours go on.")}
        </Confirm>
      )}
    </Section>
  );
}

const SIGNS: Readonly<Record<"desk" | "phone", LucideIcon>> = { desk: Monitor, phone: Smartphone };

function LoginLine({ login, onEnd }: { readonly login: LoginSession; readonly onEnd: () => void }): JSX.Element {
  const browser = describeBrowser(login.user_agent);
  const Sign = login.kind === "app" ? AppWindow : SIGNS[browser.device];
  const name = login.label || browser.name;
  const where = [login.kind === "app" ? t("an app") : "", login.address, t("since {day}", { day: formatDay(login.created_at) })].filter(Boolean).join(", ");
  return (
    <Line mark={<Sign size={18} aria-hidden />} title={name} note={login.current ? where : t("{where}, used {when}", { where, when: formatNear(login.last_used_at) })}>
      {login.current ? (
        <Badge tone="ok">{t("Here||in this browser")}</Badge>
      ) : (
        <Button look="quiet" aria-label={t("Log out {name}", { name })} onClick={onEnd}>
          {t("Log out")}
        </Button>
      )}
    </Line>
  );
}
