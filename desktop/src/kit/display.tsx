// Content: tabs, facts, charts.

import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { asRead } from "./direction";

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

export interface TabsProps<Id extends string> {
  readonly name: string;
  readonly tabs: readonly Tab<Id>[];
  readonly current: Id;
  readonly onTab: (id: Id) => void;
  readonly children: ComponentChildren;
}

export function Tabs<Id extends string>({ name, tabs, current, onTab, children }: TabsProps<Id>): JSX.Element {
  const id = useId();
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[asRead(event.key)];
    if (step === undefined) return;
    const at = tabs.findIndex((tab) => tab.id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next) {
      onTab(next.id);
      document.getElementById(`${id}-${next.id}`)?.focus();
    }
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={name} onKeyDown={walk}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-selected={tab.id === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => onTab(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" tabIndex={0} id={`${id}-panel`} aria-labelledby={`${id}-${current}`}>
        {children}
      </div>
    </>
  );
}

export type Fact = readonly [name: string, value: ComponentChildren];

/** Names and values; those without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== "" && value !== false && value !== null && value !== undefined)
        .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
    </dl>
  );
}

export interface ChartProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly shares: readonly number[]; // 0 to 1, oldest first
  readonly length: number; // how many samples the whole width is
}

const HEIGHT = 46;

/** A figure with its recent course. */
export function Chart({ name, value, note, shares, length }: ChartProps): JSX.Element {
  const points = shares.map((share, at) => {
    const x = ((length - shares.length + at) / (length - 1)) * 100;
    const y = HEIGHT - 2 - Math.max(0, Math.min(1, share)) * (HEIGHT - 6);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  const line = points.length > 1 ? `M${points.join("L")}` : "";
  const start = points[0]?.split(" ")[0] ?? "0";
  return (
    <figure class="chart" style={{ margin: 0 }}>
      <figcaption class="name">{name}</figcaption>
      <div class="value">
        {value} {note && <small>{note}</small>}
      </div>
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {line && <path class="area" d={`${line}V${HEIGHT}H${start}Z`} />}
        {line && <path class="line" d={line} />}
      </svg>
    </figure>
  );
}
