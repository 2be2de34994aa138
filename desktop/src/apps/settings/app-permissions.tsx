// What apps and others may do in one's name, beyond what is shared with them.

import { AppWindow, KeySquare, UserRound, Users, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { readWish } from "../../core/foreign/permissions";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { t } from "../../languages/say";
import { Asked, Line, Lines, Section, type PageProps } from "./parts";
import { permitsOf, type Permit } from "./permits";

interface Named extends Permit {
  readonly title: string;
}

const SIGNS: Readonly<Record<Permit["kind"], LucideIcon>> = { app: AppWindow, user: UserRound, group: Users, token: KeySquare };

/** A permission that has no words of its own is told by its name. */
function wordsOf(name: string): string {
  const wish = readWish(name);
  return wish.about === "words" && wish.words !== t("Hold the permission") ? wish.words : name;
}

export function AppPermissions({ host }: PageProps): JSX.Element {
  const { account, apps } = host.api;
  const list = useReading(async () => {
    const { given } = await account.permissions.list();
    const titleOf = async ({ kind, holder }: Permit): Promise<string> => {
      if (kind !== "app") return holder;
      return apps.get(holder).then((app) => app.title || app.name, () => holder);
    };
    return Promise.all(permitsOf(given).map(async (permit): Promise<Named> => ({ ...permit, title: await titleOf(permit) })));
  }, []);
  const [asking, setAsking] = useState<Named | null>(null);
  const withdraw = async ({ kind, holder, whomever }: Named): Promise<void> => {
    await account.permissions.withdraw({ to: { kind, name: holder }, names: ["*"], whomever });
    list.again();
  };
  return (
    <>
      <Section title={t("Permissions")} about={t("What you have permitted to apps when they asked for it, and to others by name.")}>
        <Asked reading={list} saying={t("Reading what you have permitted")}>
          {(permits) => (
            <Lines name={t("Permissions")} items={permits} idOf={(permit) => `${permit.kind} ${permit.holder} ${permit.whomever}`} none={t("You have permitted nothing by name.")}>
              {(permit) => {
                const Sign = SIGNS[permit.kind];
                return (
                  <Line mark={<Sign size={18} aria-hidden />} title={permit.title} note={permit.names.map(wordsOf).join(" · ")}>
                    {permit.kind === "app" && (
                      <Button aria-label={t("Look at {name}", { name: permit.title })} onClick={() => host.open("appcentre", { app: permit.holder, edit: null })}>
                        {t("Look at it")}
                      </Button>
                    )}
                    <Button look="danger" aria-label={t("Withdraw what {title} may", { title: permit.title })} onClick={() => setAsking(permit)}>
                      {t("Withdraw")}
                    </Button>
                  </Line>
                );
              }}
            </Lines>
          )}
        </Asked>
      </Section>
      <p class="soft">
        <Button onClick={() => host.open("appcentre", { tab: "yours", app: null, edit: null })}>{t("Open the App centre")}</Button>
      </p>
      <p class="soft">{t("Files that you share are listed in Files. Apps that act for you just now are under Security, where you are logged in.")}</p>
      {asking && (
        <Confirm title={t("Withdraw what {title} may?", { title: asking.title })} verb={t("Withdraw")} onConfirm={() => withdraw(asking)} onClose={() => setAsking(null)}>
          {t("It holds at once. An app asks you again when it needs to.")}
        </Confirm>
      )}
    </>
  );
}
