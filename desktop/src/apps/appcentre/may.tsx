// What an app may do, in words, and taking it back: each thing by itself, or everything at once. It holds from the next question that the app asks.

import { FileCheck, KeyRound } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { Line, Lines, Section } from "../../kit/lines";
import { t } from "../../languages/say";
import { Asked } from "../../shell/asked";
import type { Host } from "../../shell/app";
import type { App } from "../../wire/generated";
import { describe, holdingsOf, type Described, type Holding } from "./holdings";
import { ignoreMissing } from "./publishing";

type Shown = Holding & Described;

export function May({ host, app }: { readonly host: Host; readonly app: App }): JSX.Element {
  const reading = useReading(() => read(host, app), [app.id]);
  const ordering = useOrdering();
  const [asking, setAsking] = useState(false);
  const takeBack = (holding: Holding): void => ordering.order(revoke(host.api, app, holding), reading.again);
  const takeAll = async (): Promise<void> => {
    await revokeAll(host.api, app, reading.value ?? []);
    reading.again();
  };
  return (
    <Section
      title={t("What it may do")}
      about={t("Like every app it keeps data of its own and knows your name. It asks you for anything more, and what you choose with it is given to it.")}
      action={
        <Button look="danger" onClick={() => setAsking(true)}>
          {t("Take everything back…")}
        </Button>
      }
    >
      {ordering.error && <Notice tone="bad">{ordering.error}</Notice>}
      <Asked reading={reading} saying={t("Reading what it may do")}>
        {(holdings) => (
          <Lines name={t("What it may do")} items={holdings} idOf={(one) => one.id} none={t("You have given it nothing.")}>
            {(one) => {
              const Sign = one.kind === "thing" ? FileCheck : KeyRound;
              return (
                <Line mark={<Sign size={18} aria-hidden />} title={one.words} note={one.note && <bdi>{one.note}</bdi>}>
                  <Button aria-label={t("Take back: {what}", { what: one.words })} disabled={ordering.busy} onClick={() => takeBack(one)}>
                    {t("Take back")}
                  </Button>
                </Line>
              );
            }}
          </Lines>
        )}
      </Asked>
      {asking && (
        <Confirm title={t("Take everything back from {name}?", { name: app.title })} verb={t("Take back")} onConfirm={takeAll} onClose={() => setAsking(false)}>
          {t("It stops acting for you at once, also where it is open now. Open it again to use it; it asks again for what it needs.")}
        </Confirm>
      )}
    </Section>
  );
}

async function read({ api, user }: Host, app: App): Promise<readonly Shown[]> {
  const [{ given }, issued] = await Promise.all([api.account.permissions.list(), api.files.issued()]);
  const holdings = holdingsOf(app.id, user.id, given, issued);
  const entries = await api.files.statMany(holdings.flatMap((one) => (one.kind === "thing" && one.of === "entry" ? [one.object] : [])));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return holdings.map((one) => ({ ...one, ...describe(one, one.kind === "thing" ? byId.get(one.object) : undefined) }));
}

function revoke({ account, files }: Api, app: App, holding: Holding): Promise<void> {
  if (holding.kind === "thing") return files.revoke(holding.id).catch(ignoreMissing);
  return account.permissions.withdraw({ to: { kind: "app", name: app.id }, names: [holding.name], whomever: holding.whomever });
}

/** First its ways in end, so that it does nothing while the rest is taken. */
async function revokeAll(api: Api, app: App, holdings: readonly Holding[]): Promise<void> {
  await api.apps.endTokens(app.id);
  for (const holding of holdings) await revoke(api, app, holding);
}
