// What happened to one's account lately.

import type { JSX } from "preact";
import { useReading } from "../../client/asking";
import { t } from "../../languages/say";
import { describeDeed } from "./deeds";
import { formatMoment, formatNear } from "./dates";
import { Asked, Line, Lines, Section, type PageProps } from "./parts";

const SHOWN = 12;

export function RecentDeeds({ host }: PageProps): JSX.Element {
  const deeds = useReading(() => host.api.account.deeds(SHOWN), []);
  return (
    <Section title={t("What happened lately")} about={t("If something here was not you, change your password and log out everywhere else.")}>
      <Asked reading={deeds} saying={t("Reading what happened lately")}>
        {(items) => (
          <Lines name={t("What happened lately")} items={items} idOf={(deed) => deed.id} none={t("Nothing yet.")}>
            {(deed) => (
              <Line
                title={describeDeed(deed.action)}
                note={
                  <>
                    <time dateTime={deed.at} title={formatMoment(deed.at)}>
                      {formatNear(deed.at)}
                    </time>
                    {deed.actor && deed.actor.id !== host.user.id ? t(", by {name}", { name: deed.actor.name }) : ""}
                    {deed.address && t(", from {address}", { address: deed.address })}
                    {deed.detail && ` (${deed.detail})`}
                  </>
                }
              />
            )}
          </Lines>
        )}
      </Asked>
    </Section>
  );
}
