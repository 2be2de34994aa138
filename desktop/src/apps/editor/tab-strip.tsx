// The texts that are open in this window, when there are several: each with a mark while it is not saved.

import { X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { asRead } from "../../kit/direction";
import { t } from "../../languages/say";
import type { Tab } from "./tab";
import type { Tabs } from "./tabs";

export function TabStrip({ tabs, window }: { readonly tabs: Tabs; readonly window: number }): JSX.Element | null {
  const strip = useRef<HTMLDivElement>(null);
  const all = tabs.list.value;
  const front = tabs.front.value;
  const selected = (): HTMLElement | null => strip.current?.querySelector<HTMLElement>("[aria-selected=true]") ?? null;
  useEffect(() => selected()?.scrollIntoView({ block: "nearest", inline: "nearest" }), [front?.id, all.length]);
  const panelOf = (tab: Tab): string => `editor-${window}-${tab.id}`;
  if (all.length < 2) return null;
  const walk = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1 as const, ArrowLeft: -1 as const }[asRead(event.key)];
    if (by) tabs.step(by);
    else if (event.key === "Delete" && front) tabs.close(front.id);
    else return;
    event.stopPropagation();
    requestAnimationFrame(() => selected()?.focus());
  };
  return (
    <div ref={strip} class="editor-tabs" onKeyDown={walk}>
      {/* It owns the tabs alone: beside each is a button, which a list of tabs may not hold. */}
      <span role="tablist" aria-label={t("Open files")} aria-owns={all.map((tab) => `${panelOf(tab)}-tab`).join(" ")} />
      {all.map((tab) => (
        <OneTab key={tab.id} tab={tab} current={tab === front} panel={panelOf(tab)} onShow={() => tabs.show(tab.id)} onClose={() => tabs.close(tab.id)} />
      ))}
    </div>
  );
}

interface OneTabProps {
  readonly tab: Tab;
  readonly current: boolean;
  readonly panel: string; // the id of what it shows
  readonly onShow: () => void;
  readonly onClose: () => void;
}

function OneTab({ tab, current, panel, onShow, onClose }: OneTabProps): JSX.Element {
  const { kept, dirty } = tab.file;
  const name = kept.value?.name ?? (tab.file.standing.value.at === "refused" ? t("Unreadable") : "…");
  return (
    <div class={`editor-tab ${current ? "current" : ""}`} role="presentation">
      <button
        type="button"
        id={`${panel}-tab`}
        role="tab"
        aria-selected={current}
        aria-controls={panel}
        tabIndex={current ? 0 : -1}
        title={kept.value?.path}
        onClick={onShow}
        onAuxClick={(event) => void (event.button === 1 && onClose())}
      >
        {dirty && (
          <span class="editor-mark">
            <span class="visually-hidden">{t("Not saved:")} </span>
          </span>
        )}
        <bdi>{name}</bdi>
      </button>
      <IconButton name={t("Close {name}", { name })} icon={X} size={13} tabIndex={-1} onClick={onClose} />
    </div>
  );
}
