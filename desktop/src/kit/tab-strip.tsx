// What is open in one window, as tabs: walked by arrow keys, closed by Delete, a cross or a middle click, and put in another order.

import { X } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../languages/say";
import { IconButton } from "./button";
import { asRead } from "./direction";

export interface StripTab {
  readonly id: number;
  readonly name: string;
  readonly about?: string | undefined; // its tooltip
  readonly mark?: string | undefined; // a dot before the name, read out as this
}

export interface TabStripProps {
  readonly label: string;
  readonly tabs: readonly StripTab[];
  readonly current: number;
  readonly panelOf: (id: number) => string; // the id of the element that shows it, named by `${panel}-tab`
  readonly onShow: (id: number) => void;
  readonly onClose: (id: number) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onMove?: (id: number, to: number) => void; // given: they can be dragged to another place
  readonly children?: ComponentChildren; // at its end
}

export function TabStrip({ label, tabs, current, panelOf, onShow, onClose, onStep, onMove, children }: TabStripProps): JSX.Element {
  const strip = useRef<HTMLDivElement>(null);
  const pulled = useRef<number | null>(null);
  const selected = (): HTMLElement | null => strip.current?.querySelector<HTMLElement>("[aria-selected=true]") ?? null;
  useEffect(() => selected()?.scrollIntoView({ block: "nearest", inline: "nearest" }), [current, tabs.length]);
  const walk = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1 as const, ArrowLeft: -1 as const }[asRead(event.key)];
    if (by) onStep(by);
    else if (event.key === "Delete") onClose(current);
    else return;
    event.stopPropagation();
    requestAnimationFrame(() => selected()?.focus());
  };
  const pullOver = (at: number): void => {
    const id = pulled.current;
    if (id !== null && tabs[at]?.id !== id) onMove?.(id, at);
  };
  return (
    <div class="tab-strip">
      <div ref={strip} class="tabs-shown" onKeyDown={walk}>
        {/* It owns the tabs alone: beside each is a button, which a list of tabs may not hold. */}
        <span role="tablist" aria-label={label} aria-owns={tabs.map(({ id }) => `${panelOf(id)}-tab`).join(" ")} />
        {tabs.map((tab, at) => (
          <OneTab
            key={tab.id}
            tab={tab}
            current={tab.id === current}
            panel={panelOf(tab.id)}
            onShow={() => onShow(tab.id)}
            onClose={() => onClose(tab.id)}
            onPull={onMove && ((pulls) => void (pulled.current = pulls ? tab.id : null))}
            onPullOver={() => pullOver(at)}
          />
        ))}
      </div>
      {children}
    </div>
  );
}

interface OneTabProps {
  readonly tab: StripTab;
  readonly current: boolean;
  readonly panel: string;
  readonly onShow: () => void;
  readonly onClose: () => void;
  readonly onPull: ((pulls: boolean) => void) | undefined;
  readonly onPullOver: () => void;
}

function OneTab({ tab, current, panel, onShow, onClose, onPull, onPullOver }: OneTabProps): JSX.Element {
  const { name, about, mark } = tab;
  const pull = (event: DragEvent): void => {
    event.dataTransfer?.setData("text/plain", name); // some browsers drag nothing that carries nothing
    event.stopPropagation();
    onPull?.(true);
  };
  return (
    <div
      class={`tab ${current ? "current" : ""}`}
      role="presentation"
      draggable={onPull !== undefined}
      onDragStart={pull}
      onDragEnter={onPullOver}
      onDragEnd={() => onPull?.(false)}
    >
      <button
        type="button"
        id={`${panel}-tab`}
        role="tab"
        aria-selected={current}
        aria-controls={panel}
        tabIndex={current ? 0 : -1}
        title={about}
        onClick={onShow}
        onAuxClick={(event) => void (event.button === 1 && onClose())}
      >
        {mark !== undefined && (
          <span class="mark">
            <span class="visually-hidden">{mark} </span>
          </span>
        )}
        <bdi>{name}</bdi>
      </button>
      <IconButton name={t("Close {name}", { name })} icon={X} size={13} tabIndex={-1} onClick={onClose} />
    </div>
  );
}
