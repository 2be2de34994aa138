// What opens over a window of Files.

import type { JSX } from "preact";
import { Confirm } from "../../kit/dialog";
import { t } from "../../languages/say";
import { MachineProperties } from "./machine-properties";
import { Properties } from "./properties";
import { QuickLook } from "./quick-look";
import { ShareDialog } from "../../shell/sharing/share-dialog";
import type { View } from "./view";
import { WebsiteDialog } from "./website-dialog";

export function Panels({ view }: { readonly view: View }): JSX.Element | null {
  const close = (): void => void (view.panel.value = null);
  const chosen = view.chosen.value;
  const [first] = chosen;
  const panel = view.panel.value;
  if (panel === "empty") {
    return (
      <Confirm title={t("Empty the trash?")} verb={t("Empty the trash")} onClose={close} onConfirm={async () => void (await view.host.api.files.emptyTrash())}>
        {t("Everything in it is deleted for ever.")}
      </Confirm>
    );
  }
  if (!first || panel === null) return null;
  if (panel === "look") return <QuickLook key={first.id} view={view} entry={first} onClose={close} />;
  if (panel === "properties" && !view.offers.value.sharing) return <MachineProperties key={first.id} view={view} entry={first} onClose={close} />;
  if (panel === "properties") return <Properties key={first.id} view={view} entry={first} onClose={close} />;
  if (panel === "share") return <ShareDialog key={first.id} host={view.host} entry={first} onClose={close} />;
  if (panel === "website") return <WebsiteDialog key={first.id} view={view} entry={first} onClose={close} />;
  const title = chosen.length === 1 ? t("Delete “{name}” for ever?", { name: first.name }) : t("Delete {count, plural, one {# item} other {# items}} for ever?", { count: chosen.length });
  return (
    <Confirm title={title} verb={t("Delete for ever")} onClose={close} onConfirm={() => view.shared.operations.remove(chosen)}>
      {view.offers.value.trash ? t("This cannot be undone. A folder goes with everything in it.") : t("A machine has no trash: this cannot be undone. A folder goes with everything in it.")}
    </Confirm>
  );
}
