// The Files app: places at the side, a directory in the middle, and uploads on their way in a corner.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CloudOff } from "lucide-preact";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import type { AppProps, Host } from "../../shell/app";
import { ConflictDialog } from "./conflict-dialog";
import { Listing } from "./listing";
import { Panels } from "./panels";
import { sharedBy } from "./shared";
import { Sidebar } from "./sidebar";
import { StatusBar } from "./status-bar";
import { Toolbar } from "./toolbar";
import { UploadList } from "./upload-list";
import { View } from "./view";
import "./listing.css";
import "./over.css";
import "./files.css";

export function App({ host }: AppProps): JSX.Element {
  const [view, setView] = useState<View | null>(null);
  const [error, setError] = useState<string | null>(null);
  const begin = (): void => {
    setError(null);
    host.api.files.stat("~").then(
      ({ path }) => setView(new View(host, sharedBy(host, path))),
      (reason: unknown) => setError(explain(reason)),
    );
  };
  useEffect(begin, []);
  if (error) {
    return (
      <EmptyState icon={CloudOff} title="Your files cannot be read" action={<Button onClick={begin}>Try again</Button>}>
        {error}
      </EmptyState>
    );
  }
  if (!view) {
    return (
      <div class="app-loading">
        <Spinner name="Loading your files" />
      </div>
    );
  }
  return <Window host={host} view={view} />;
}

function Window({ host, view }: { readonly host: Host; readonly view: View }): JSX.Element {
  useEffect(() => view.start(), [view]);
  const [places, setPlaces] = useState(false); // on a phone they are shown when asked for
  return (
    <div class={`files ${places ? "with-places" : ""}`}>
      <Sidebar view={view} onGo={() => setPlaces(false)} />
      <div class="files-main">
        <Toolbar view={view} places={places} onPlaces={() => setPlaces(!places)} />
        <Listing key={host.compact.value ? "touch" : "mouse"} view={view} />
        <StatusBar view={view} />
        <UploadList uploads={view.shared.uploads} online={host.online.value} />
      </div>
      <Panels view={view} />
      {host.focused.value && <ConflictDialog conflicts={view.shared.conflicts} />}
    </div>
  );
}
