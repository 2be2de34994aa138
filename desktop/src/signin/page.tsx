// What the person sees: the way in where nobody is here, then who asks and for what.

import type { JSX } from "preact";
import type { Api } from "../client/api";
import type { Door } from "../client/door-api";
import { arrivalOf } from "../core/arrivals";
import { Button } from "../kit/button";
import { Notice, Spinner } from "../kit/feedback";
import { rich, t } from "../languages/say";
import { Card } from "../shell/entrance/card";
import { Entrance } from "../shell/entrance/entrance";
import type { PeopleHere } from "../shell/people-here";
import type { Scene } from "../shell/scenes";
import type { Storage } from "../shell/storage";
import { Wallpaper } from "../shell/wallpaper";
import type { Asking, Stage } from "./asking";
import { ErrandPage } from "./errand-page";

export interface PageProps {
  readonly api: Api;
  readonly door: Door;
  readonly storage: Storage;
  readonly here: PeopleHere;
  readonly scene: Scene;
  readonly asking: Asking;
}

export function Page({ api, door, storage, here, scene, asking }: PageProps): JSX.Element {
  const stage = asking.stage.value;
  const look = (): void => void asking.look();
  if (stage.at === "login") {
    return <Entrance api={api} storage={storage} here={here} scene={scene} arrival={arrivalOf("")} onLogin={look} goOut={openBeside} onTaken={() => undefined} onDone={look} onChosen={look} />;
  }
  return (
    <main class="login">
      <Wallpaper scene={scene} />
      <div />
      {stage.at === "errand" && <ErrandPage key={stage.origin} asking={asking} stage={stage} household={{ shell: { api, user: stage.user }, door }} />}
      {stage.at === "waiting" || stage.at === "done" ? (
        <Spinner name={t(stage.at === "done" ? "Closing" : "Waiting for the page that asks")} />
      ) : (
        stage.at !== "errand" && <Told asking={asking} stage={stage} />
      )}
    </main>
  );
}

/** In a tab of its own: left for another provider's page, this one would lose who opened it. Back here, it is looked who has come in. */
const openBeside = (url: string): void => void open(url, "_blank", "noopener");

function Told({ asking, stage }: { readonly asking: Asking; readonly stage: Exclude<Stage, { at: "waiting" | "login" | "errand" | "done" }> }): JSX.Element {
  if (stage.at === "consent") return <Consent asking={asking} stage={stage} />;
  const title = asking.errand.kind === "sign-in" ? t("Sign in") : t("A page asks");
  return (
    <Card name={title} title={title} onSubmit={() => close()} footer={<Button onClick={() => close()}>{t("Close")}</Button>}>
      {stage.at === "stray" ? <p class="about">{t("This page is opened by others that want to act for you. No page asks now.")}</p> : <Notice tone="bad">{stage.why}</Notice>}
    </Card>
  );
}

function Consent({ asking, stage: { origin, user, busy } }: { readonly asking: Asking; readonly stage: Extract<Stage, { at: "consent" }> }): JSX.Element {
  return (
    <Card
      name={t("Sign in")}
      title={t("May it act for you?")}
      about={
        <>
          {rich("<asker>{origin}</asker> wants to sign you in as <b>{name}</b>.", {
            origin,
            name: user.name,
            asker: (inside) => <strong class="asker">{inside}</strong>,
            b: (inside) => <strong>{inside}</strong>,
          })}
        </>
      }
      onSubmit={() => void asking.allow()}
      footer={
        <>
          <Button type="submit" look="primary" wide large busy={busy}>
            {t("Allow")}
          </Button>
          <Button wide onClick={() => asking.refuse()}>
            {t("Refuse")}
          </Button>
          {/* Nobody comes back as a guest. */}
          {!user.temporary && (
            <Button look="quiet" wide onClick={() => asking.changePerson()}>
              {t("I am somebody else")}
            </Button>
          )}
        </>
      }
    >
      <ul class="grants">
        <li>{t("It knows your name, and keeps files and values of its own here.")}</li>
        <li>{t("It does not see your other files, unless you give it some.")}</li>
        <li>{t("You end this at any time under Settings, Apps.")}</li>
      </ul>
    </Card>
  );
}
