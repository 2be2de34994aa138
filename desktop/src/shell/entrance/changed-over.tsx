// What a tab shows when another one has changed over: it does nothing more as anybody, until it is said whose it is to be.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { t } from "../../languages/say";
import type { User } from "../../wire/generated";
import type { PeopleHere } from "../people-here";
import type { Scene } from "../scenes";
import { Wallpaper } from "../wallpaper";
import { Card } from "./card";

export interface ChangedOverProps {
  readonly here: PeopleHere;
  readonly was: User;
  readonly scene: Scene;
  readonly onChosen: () => void; // the page is to begin anew
}

export function ChangedOver({ here, was, scene, onChosen }: ChangedOverProps): JSX.Element {
  const [error, setError] = useState<string | null>(null);
  useEffect(() => void here.look(), [here]);
  const now = here.people.value.find(({ current }) => current);
  const back = here.people.value.some(({ id, standing, current }) => id === was.id && standing === "here" && !current);
  const goBack = (): void => void here.goOnAs(was.id).then(onChosen, (reason: unknown) => setError(explain(reason)));
  const title = now ? t("This browser goes on as {name}", { name: now.name }) : t("This browser goes on as somebody else");
  return (
    <main class="login">
      <Wallpaper scene={scene} />
      <Card name={t("Somebody else")} title={title} about={t("That was chosen in another tab. Nothing is done here until you say who you are.")} error={error} onSubmit={onChosen}>
        <div class="doing">
          <Button type="submit" look="primary" wide large>
            {now ? t("Continue as {name}", { name: now.name }) : t("Go on")}
          </Button>
          {back && (
            <Button wide onClick={goBack}>
              {t("Back to {name}", { name: was.name })}
            </Button>
          )}
        </div>
      </Card>
    </main>
  );
}
