// The Files app: places at the side, a directory in the middle, and uploads on their way in a corner.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CloudOff } from "lucide-preact";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { AppProps, Host } from "../../shell/app";
import { Columns } from "./columns";
import { ConflictDialog } from "../../shell/file-work/conflict-dialog";
import { Listing } from "./listing";
import { Panels } from "./panels";
import { sharedBy } from "./shared";
import { Sidebar } from "./sidebar";
import { StatusBar } from "./status-bar";
import { TabStrip } from "./tab-strip";
import { Tabs } from "./tabs";
import { Toolbar } from "./toolbar";
import { TrashBar } from "./trash-bar";
import { UploadList } from "../../shell/file-work/upload-list";
import type { View } from "./view";
import "./listing.css";
import "./over.css";
import "./panes.css";
import "./files.css";

export function App({ host }: AppProps): JSX.Element {
  const [tabs, setTabs] = useState<Tabs | null>(null);
  const [error, setError] = useState<string | null>(null);
  const begin = (): void => {
    setError(null);
    host.api.files.stat("~").then(
      ({ path }) => setTabs(new Tabs(host, sharedBy(host, path))),
      (reason: unknown) => setError(explain(reason)),
    );
  };
  useEffect(begin, []);
  if (error) {
    return (
      <EmptyState icon={CloudOff} title={t("Your files cannot be read")} action={<Button onClick={begin}>{t("Try again")}</Button>}>
        {error}
      </EmptyState>
    );
  }
  if (!tabs) {
    return (
      <div class="app-loading">
        <Spinner name={t("Loading your files")} />
      </div>
    );
  }
  return <Window host={host} tabs={tabs} />;
}

function Window({ host, tabs }: { readonly host: Host; readonly tabs: Tabs }): JSX.Element | null {
  useEffect(() => tabs.start(), [tabs]);
  useEffect(() => tabs.shared.websites.follow(host.live), [tabs]);
  const view = tabs.list.value.find((tab) => tab.id === tabs.current.value)?.view;
  return view ? <Shown key={tabs.current.value} host={host} tabs={tabs} view={view} /> : null;
}

function Shown({ host, tabs, view }: { readonly host: Host; readonly tabs: Tabs; readonly view: View }): JSX.Element {
  const [places, setPlaces] = useState(false); // on a phone they are shown when asked for
  return (
    <div class={`files ${places ? "with-places" : ""}`}>
      <Sidebar view={view} onGo={() => setPlaces(false)} />
      <div class="files-main">
        <Toolbar view={view} places={places} onPlaces={() => setPlaces(!places)} />
        <TabStrip tabs={tabs} />
        <TrashBar view={view} />
        <div class="files-middle">
          {view.layout.value === "columns" && !host.compact.value && <Columns view={view} />}
          <Listing key={host.compact.value ? "touch" : "mouse"} view={view} />
        </div>
        <StatusBar view={view} />
        <UploadList uploads={view.shared.uploads} online={host.online.value} />
      </div>
      <Panels view={view} />
      {host.focused.value && <ConflictDialog conflicts={view.shared.conflicts} />}
    </div>
  );
}
