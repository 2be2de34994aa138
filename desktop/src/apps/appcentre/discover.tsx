// What there is: found by words, or under its headings.

import { SearchX, Store } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { EmptyState, Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import { Asked } from "../../shell/asked";
import type { Host } from "../../shell/app";
import { OwnShelf, Shelf } from "./cards";
import { useFound, type Centre } from "./centre";
import { shelvesOf } from "./shelves";

interface DiscoverProps {
  readonly host: Host;
  readonly centre: Centre;
  readonly words: string;
  readonly onApp: (id: string) => void;
  readonly onPublish: () => void;
}

export function Discover({ words, ...rest }: DiscoverProps): JSX.Element {
  return words ? <Found words={words} {...rest} /> : <Shelves {...rest} />;
}

function Found({ host, centre, words, onApp }: DiscoverProps): JSX.Element {
  const reading = useFound(host, centre, words);
  return (
    <Asked reading={reading} saying={t("Searching")}>
      {(apps) =>
        apps &&
        (apps.length === 0 ? (
          <EmptyState icon={SearchX} title={t("No app has these words")}>
            {t("Try others, or the exact name of an app that somebody told you.")}
          </EmptyState>
        ) : (
          <Shelf title={t("Results")} apps={apps} onApp={onApp} />
        ))
      }
    </Asked>
  );
}

function Shelves({ host, centre, onApp, onPublish }: Omit<DiscoverProps, "words">): JSX.Element {
  const { recent, featured, all } = shelvesOf(centre.recent, centre.recommended, centre.offered);
  const own = host.apps.value.filter((app) => !app.others);
  return (
    <>
      <Shelf title={t("Opened recently")} apps={recent} onApp={onApp} />
      <Shelf title={t("Used most")} apps={featured} onApp={onApp} />
      <Shelf title={t("All apps")} apps={all} onApp={onApp} />
      {centre.more && <Notice tone="idle">{t("There are more. Search for those that are not shown.")}</Notice>}
      {all.length === 0 && (
        <div class="app-invitation">
          <Store size={26} strokeWidth={1.6} aria-hidden />
          <div>
            <strong>{t("Nobody offers an app here yet")}</strong>
            <p class="soft">{t("A folder with a page in it is all that an app takes. An administrator offers it to everybody.")}</p>
          </div>
          <Button onClick={onPublish}>{t("Publish an app…")}</Button>
        </div>
      )}
      <OwnShelf apps={own} onOpen={(id) => host.open(id)} />
    </>
  );
}
