// The App centre: which apps there are, which of them are one's own, and what each may do.

import { Search } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Tabs } from "../../kit/display";
import { t } from "../../languages/say";
import { Asked } from "../../shell/asked";
import type { AppProps, Host } from "../../shell/app";
import { AppPage } from "./app-page";
import { useCentre, useFacts } from "./centre";
import { Discover } from "./discover";
import { Editing } from "./editing";
import { Published } from "./published";
import { Yours } from "./yours";
import "./appcentre.css";

type Place = "discover" | "yours" | "published";

const NEW = "new";

export function App({ host }: AppProps): JSX.Element {
  const facts = useFacts(host);
  const { app, edit } = host.state.value;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => body.current?.scrollTo(0, 0), [app, edit]);
  return (
    <div ref={body} class="appcentre" tabIndex={-1}>
      {typeof edit === "string" ? (
        <Editing key={edit} host={host} app={edit === NEW ? null : edit} />
      ) : typeof app === "string" ? (
        <AppPage key={app} host={host} app={app} facts={facts} />
      ) : (
        <Lists host={host} facts={facts} />
      )}
    </div>
  );
}

function Lists({ host, facts }: { readonly host: Host; readonly facts: number }): JSX.Element {
  const [text, setText] = useState("");
  const centre = useCentre(host, facts);
  const said = host.state.value["tab"];
  const place: Place = said === "yours" || said === "published" ? said : "discover";
  const show = (id: string): void => host.keep({ app: id });
  const publish = (): void => host.keep({ edit: NEW });
  return (
    <div class="appcentre-column">
      <Tabs
        name={t("App centre")}
        tabs={[
          { id: "discover", label: t("Discover") },
          { id: "yours", label: t("Your apps") },
          { id: "published", label: t("Published by you") },
        ]}
        current={place}
        onTab={(tab) => host.keep({ tab })}
      >
        {place === "discover" && <SearchBox text={text} onText={setText} />}
        <Asked reading={centre} saying={t("Reading which apps there are")}>
          {(read) =>
            place === "discover" ? (
              <Discover host={host} centre={read} words={text.trim()} onApp={show} onPublish={publish} />
            ) : place === "yours" ? (
              <Yours host={host} centre={read} onApp={show} onDiscover={() => host.keep({ tab: "discover" })} />
            ) : (
              <Published centre={read} onApp={show} onPublish={publish} />
            )
          }
        </Asked>
      </Tabs>
    </div>
  );
}

function SearchBox({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }): JSX.Element {
  return (
    <label class="appcentre-search">
      <Search size={17} aria-hidden />
      <input class="input" type="search" aria-label={t("Search apps")} placeholder={t("Search apps")} value={text} onInput={(event) => onText(event.currentTarget.value)} />
    </label>
  );
}
