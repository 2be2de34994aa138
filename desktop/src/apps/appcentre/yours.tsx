// What stands on one's desktop.

import { LayoutGrid, ShieldCheck } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/feedback";
import { Line } from "../../kit/lines";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { Shelf } from "./cards";
import type { Centre } from "./centre";
import { yours } from "./shelves";

interface YoursProps {
  readonly host: Host;
  readonly centre: Centre;
  readonly onApp: (id: string) => void;
  readonly onDiscover: () => void;
}

export function Yours({ host, centre, onApp, onDiscover }: YoursProps): JSX.Element {
  const apps = yours(centre.installed, centre.mine);
  return (
    <>
      {apps.length === 0 ? (
        <EmptyState
          icon={LayoutGrid}
          title={t("No apps of others yet")}
          action={
            <Button look="primary" onClick={onDiscover}>
              {t("Discover apps")}
            </Button>
          }
        >
          {t("Those that you add stand on your desktop, and open files of yours.")}
        </EmptyState>
      ) : (
        <Shelf title={t("On your desktop")} apps={apps} onApp={onApp} />
      )}
      <div class="lines">
        <div>
          <Line mark={<ShieldCheck size={18} aria-hidden />} title={t("All permissions")} note={t("What you have permitted to apps and to others is listed in Settings.")}>
            <Button onClick={() => host.open("settings", { page: "apps" })}>{t("Open Settings")}</Button>
          </Line>
        </div>
      </div>
    </>
  );
}
