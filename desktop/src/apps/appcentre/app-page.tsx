// All about one app: what it is and who made it, what it may do, what it keeps, and having it or not.

import { ChevronLeft, Pencil, Plus, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button, IconButton } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Facts } from "../../kit/display";
import { Notice } from "../../kit/feedback";
import { Section } from "../../kit/lines";
import { dateFormat } from "../../languages/formats";
import { t, tell } from "../../languages/say";
import { Asked } from "../../shell/asked";
import type { Host } from "../../shell/app";
import type { App } from "../../wire/generated";
import { AppSign } from "./cards";
import { Keeps } from "./keeps";
import { May } from "./may";
import { opensOf, WHO_FINDS } from "./published";
import { unpublish } from "./publishing";

const day = dateFormat({ dateStyle: "long" });

interface AppPageProps {
  readonly host: Host;
  readonly app: string; // an id or a name
  readonly facts: number;
}

export function AppPage({ host, app: reference, facts }: AppPageProps): JSX.Element {
  const reading = useReading(() => host.api.apps.get(reference), [reference, facts]);
  const back = (): void => host.keep({ app: null });
  return (
    <div class="appcentre-column">
      <div class="app-back">
        <IconButton name={t("All apps")} icon={ChevronLeft} onClick={back} />
      </div>
      <Asked reading={reading} saying={t("Reading about the app")}>
        {(app) => (
          <>
            <Head host={host} app={app} onGone={back} onChange={reading.again} />
            {app.description && <p class="app-description" dir="auto">{app.description}</p>}
            <May key={app.id} host={host} app={app} />
            <Keeps host={host} app={app} />
            <About host={host} app={app} />
          </>
        )}
      </Asked>
    </div>
  );
}

interface HeadProps {
  readonly host: Host;
  readonly app: App;
  readonly onChange: () => void;
  readonly onGone: () => void;
}

function Head({ host, app, onChange, onGone }: HeadProps): JSX.Element {
  const { apps } = host.api;
  const ordering = useOrdering();
  const [unpublishing, setUnpublishing] = useState(false);
  const install = (): void => ordering.order<unknown>(app.installed ? apps.uninstall(app.id) : apps.install(app.id), onChange);
  const there = host.apps.value.some((one) => one.id === app.id);
  return (
    <>
      <header class="app-head">
        <AppSign app={app} size={72} />
        <div class="said">
          <h2>{app.title}</h2>
          <p class="soft">{makerOf(app)}</p>
        </div>
        <div class="doing">
          {there && (
            <Button look="primary" onClick={() => host.open(app.id)}>
              {t("Open")}
            </Button>
          )}
          {!app.mine && (
            <Button look={there ? "plain" : "primary"} icon={app.installed ? Trash2 : Plus} busy={ordering.busy} onClick={install}>
              {t(app.installed ? "Remove from your apps" : "Add to your apps")}
            </Button>
          )}
          {app.mine && (
            <>
              <Button icon={Pencil} onClick={() => host.keep({ edit: app.id })}>
                {t("Change…")}
              </Button>
              <Button look="danger" onClick={() => setUnpublishing(true)}>
                {t("Unpublish…")}
              </Button>
            </>
          )}
        </div>
      </header>
      {ordering.error && <Notice tone="bad">{ordering.error}</Notice>}
      {unpublishing && (
        <Confirm title={t("Unpublish {name}?", { name: app.title })} verb={t("Unpublish")} onConfirm={() => unpublish(host.api, app).then(onGone)} onClose={() => setUnpublishing(false)}>
          {t("Nobody can open it any more, and it acts for nobody. The folder with its pages stays as it is.")}
        </Confirm>
      )}
    </>
  );
}

function makerOf(app: App): string {
  if (app.mine) return t("Made by you");
  if (app.maker) return t("Made by {name}", { name: app.maker });
  return t(app.origin ? "A page of the web" : "Comes with this Ingle");
}

function About({ host, app }: { readonly host: Host; readonly app: App }): JSX.Element {
  const ordering = useOrdering();
  const list = (): void => ordering.order(host.api.apps.update(app.id, { visibility: app.visibility === "listed" ? "unlisted" : "listed" }), () => undefined);
  return (
    <Section
      title={t("About this app")}
      action={
        host.user.admin &&
        !app.mine &&
        app.maker && (
          <Button busy={ordering.busy} onClick={list}>
            {t(app.visibility === "listed" ? "Offer it to everybody no longer" : "Offer it to everybody")}
          </Button>
        )
      }
    >
      {ordering.error && <Notice tone="bad">{ordering.error}</Notice>}
      <div class="app-facts">
        <Facts
          facts={[
            [t("Name"), app.name],
            [t("Opens"), (app.types ?? []).length > 0 && <bdi key="types">{app.types?.join(", ")}</bdi>],
            [t("Page"), <bdi key="page">{app.index_url}</bdi>],
            [t("Found by"), tell(WHO_FINDS[app.visibility])],
            [t("Published"), day(new Date(app.created_at))],
            [t("Changed"), day(new Date(app.updated_at))],
            [t("Use||how often it is used"), app.mine ? opensOf(app) : ""],
          ]}
        />
      </div>
    </Section>
  );
}
