// The texts that are open in this window, when there are several: each with a mark while it is not saved.

import type { JSX } from "preact";
import { TabStrip as Strip } from "../../kit/tab-strip";
import { t } from "../../languages/say";
import type { Tab } from "./tab";
import type { Tabs } from "./tabs";

export function TabStrip({ tabs, window }: { readonly tabs: Tabs; readonly window: number }): JSX.Element | null {
  const all = tabs.list.value;
  if (all.length < 2) return null;
  return (
    <Strip
      label={t("Open files")}
      tabs={all.map(described)}
      current={tabs.front.value?.id ?? 0}
      panelOf={(id) => `editor-${window}-${id}`}
      onShow={(id) => tabs.show(id)}
      onClose={(id) => tabs.close(id)}
      onStep={(by) => tabs.step(by)}
    />
  );
}

function described({ id, file }: Tab) {
  const kept = file.kept.value;
  const name = kept?.name ?? (file.standing.value.at === "refused" ? t("Unreadable") : "…");
  return { id, name, about: kept?.path, mark: file.dirty ? t("Not saved:") : undefined };
}
