// The apps that one has made, and how they fare.

import { Plus, Rocket } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { Badge, EmptyState } from "../../kit/feedback";
import { Line, Lines, Section } from "../../kit/lines";
import { say, t, tell, type Said } from "../../languages/say";
import type { App, Visibility } from "../../wire/generated";
import { AppSign } from "./cards";
import type { Centre } from "./centre";

export const WHO_FINDS: Readonly<Record<Visibility, Said>> = {
  private: say("Only you find it"),
  unlisted: say("Whoever knows its name finds it"),
  listed: say("Offered to everybody here"),
};

/** "Opened 12 times by 3 people". */
export const opensOf = ({ opens, people }: App): string =>
  opens ? t("Opened {opens, plural, one {# time} other {# times}} by {people, plural, one {# person} other {# people}}", { opens, people: people ?? 0 }) : t("Nobody has opened it yet");

interface PublishedProps {
  readonly centre: Centre;
  readonly onApp: (id: string) => void;
  readonly onPublish: () => void;
}

export function Published({ centre, onApp, onPublish }: PublishedProps): JSX.Element {
  const publish = (
    <Button look="primary" icon={Plus} onClick={onPublish}>
      {t("Publish an app…")}
    </Button>
  );
  if (centre.mine.length === 0) {
    return (
      <EmptyState icon={Rocket} title={t("You have published no app")} action={publish}>
        {t("Choose a folder with an index.html. It becomes an app that opens in a window, for you or for others too.")}
      </EmptyState>
    );
  }
  return (
    <Section title={t("Your own apps")} about={t("They are served from folders of yours: what you change there is what people open next.")} action={publish}>
      <Lines name={t("Your own apps")} items={centre.mine} idOf={(app) => app.id} none="">
        {(app) => (
          <Line mark={<AppSign app={app} size={34} />} title={app.title} note={opensOf(app)}>
            <Badge tone={app.visibility === "private" ? "idle" : "ok"}>{tell(WHO_FINDS[app.visibility])}</Badge>
            <Button aria-label={t("Look at {name}", { name: app.title })} onClick={() => onApp(app.id)}>
              {t("Look at it")}
            </Button>
          </Line>
        )}
      </Lines>
    </Section>
  );
}
