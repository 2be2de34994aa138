// An app's own part of its window, fetched when it is first opened.

import { CloudOff } from "lucide-preact";
import type { ComponentType, JSX } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { Button } from "../kit/button";
import { EmptyState, Spinner } from "../kit/feedback";
import { t } from "../languages/say";
import type { AppManifest, AppProps, Host } from "./app";

export function AppView({ app, host }: { readonly app: AppManifest; readonly host: Host }): JSX.Element {
  const [View, setView] = useState<ComponentType<AppProps> | null>(null);
  const [failed, setFailed] = useState(false);
  const [crash, recover] = useErrorBoundary((error) => console.error(error));

  useEffect(() => {
    let wanted = true;
    app.load().then(
      ({ App }) => wanted && setView(() => App),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [app]);

  if (crash !== undefined) {
    return (
      <EmptyState icon={CloudOff} title={t("{app} has stopped", { app: app.name })} action={<Button onClick={recover}>{t("Open it again")}</Button>}>
        {t("Something went wrong in this app. Your machines are not affected.")}
      </EmptyState>
    );
  }
  if (failed) {
    // Browsers remember a failed import, and after an upgrade the old file is gone for good: only a new page helps.
    return (
      <EmptyState icon={CloudOff} title={t("{app} could not be loaded", { app: app.name })} action={<Button onClick={() => location.reload()}>{t("Load the desktop again")}</Button>}>
        {t("The connection is down, or Ingle was upgraded. Your windows come back as they are.")}
      </EmptyState>
    );
  }
  return View ? <View host={host} /> : <div class="app-loading"><Spinner name={t("Loading {app}", { app: app.name })} /></div>;
}
