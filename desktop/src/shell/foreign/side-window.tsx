// A further window of an app, with what the app put in it. It is shown, and nothing in it runs.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../languages/say";
import type { Host } from "../app";
import type { Surroundings } from "./surroundings";

export function SideWindow({ around, host }: { readonly around: Surroundings; readonly host: Host }): JSX.Element {
  const [owner] = useState(() => around.instances.ownerOf(host.window));
  useEffect(() => {
    if (!owner) host.close(); // the desktop was loaded again, and nobody knows what was in it
    return () => void owner?.sideWindows.delete(host.window);
  }, [owner, host]);
  const content = owner?.sideWindows.get(host.window) ?? "";
  return <iframe class="side-window" title={owner?.app.title ?? t("App")} sandbox="" srcdoc={content} />;
}
