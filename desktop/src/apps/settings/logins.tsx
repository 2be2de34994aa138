// Where one is logged in, and ending that.

import { AppWindow, Monitor, Smartphone, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Badge, Notice } from "../../kit/feedback";
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
      title="Where you are logged in"
      action={
        others && (
          <Button onClick={() => setAsking(true)}>
            Log out everywhere else…
          </Button>
        )
      }
    >
      {ending.error && <Notice tone="bad">{ending.error}</Notice>}
      <Asked reading={list} what="where you are logged in">
        {(items) => (
          <Lines name="Logins" items={items} idOf={(one) => one.id} none="Nowhere.">
            {(login) => <LoginLine login={login} onEnd={() => end(login)} />}
          </Lines>
        )}
      </Asked>
      {asking && (
        <Confirm title="Log out everywhere else?" verb="Log out" onConfirm={endOthers} onClose={() => setAsking(false)}>
          All other browsers and all apps that act for you must ask again. Programs with a token of yours go on.
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
  const where = [login.kind === "app" ? "an app" : "", login.address, `since ${formatDay(login.created_at)}`].filter(Boolean).join(", ");
  return (
    <Line mark={<Sign size={18} aria-hidden />} title={name} note={login.current ? where : `${where}, used ${formatNear(login.last_used_at)}`}>
      {login.current ? (
        <Badge tone="ok">Here</Badge>
      ) : (
        <Button look="quiet" aria-label={`Log out ${name}`} onClick={onEnd}>
          Log out
        </Button>
      )}
    </Line>
  );
}
