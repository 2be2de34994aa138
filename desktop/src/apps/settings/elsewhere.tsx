// Logins at other providers that lead to this account: linked, and unlinked. Nothing is shown where the house has none.

import { Globe } from "lucide-preact";
import type { JSX } from "preact";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Identity, Provider } from "../../wire/generated";
import { formatDay } from "./dates";
import { Line, Lines, Section, type PageProps } from "./parts";

interface Way {
  readonly provider: Provider;
  readonly linked: Identity | undefined;
}

export function Elsewhere({ host, elevation }: PageProps): JSX.Element | null {
  const { identities } = host.api.account;
  const { order, error, busy } = useOrdering();
  const ways = useReading(async (): Promise<readonly Way[]> => {
    const [providers, linked] = await Promise.all([host.api.entrance.providers(), identities.list()]);
    return providers.map((provider) => ({ provider, linked: linked.find((one) => one.provider === provider.name) }));
  }, []);
  const link = (name: string): void => order(elevation.run(() => identities.link(name)), (url) => location.assign(url));
  const unlink = (name: string): void => order(elevation.run(() => identities.unlink(name)), ways.again);
  if (!ways.value?.length) return null;
  return (
    <Section title={t("Logins elsewhere")} about={t("Log in here with an account that you have there.")}>
      {error && <Notice tone="bad">{error}</Notice>}
      <Lines name={t("Logins elsewhere")} items={ways.value} idOf={(one) => one.provider.name} none="">
        {({ provider: { name, title }, linked }) => (
          <Line mark={<Globe size={18} aria-hidden />} title={title} note={linked ? [linked.email, t("linked {day}", { day: formatDay(linked.created_at) })].filter(Boolean).join(", ") : t("Not linked")}>
            {linked ? (
              <Button look="danger" aria-label={t("Unlink {title}", { title })} disabled={busy} onClick={() => unlink(name)}>
                {t("Unlink")}
              </Button>
            ) : (
              <Button aria-label={t("Link {title}", { title })} busy={busy} onClick={() => link(name)}>
                {t("Link…")}
              </Button>
            )}
          </Line>
        )}
      </Lines>
    </Section>
  );
}
