// What a tab shows: its panes, each where its tree has it, and the bars between them. On a phone there is room for one.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../languages/say";
import { tabItems } from "./actions";
import { DivideBar } from "./divide-bar";
import { barsOf, boxesOf, leavesOf, type Box, type Leaf } from "./panes";
import { Picker } from "./picker";
import { Screen } from "./screen";
import { nameOf, type Tab } from "./strip";
import type { Tabs } from "./tabs";

interface PanelProps {
  readonly tabs: Tabs;
  readonly tab: Tab;
  readonly id: string;
  readonly stripped: boolean; // there is a strip of tabs, which names it
}

/** What is behind goes on: its program has the same size, and is not to be reached. */
export function Panel({ tabs, tab, id, stripped }: PanelProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const leaves = leavesOf(tab.tree);
  const boxes = boxesOf(tab.tree);
  const compact = tabs.window.compact.value;
  const whole = compact || leaves.length === 1;
  return (
    <div
      ref={element}
      class={`terminals-one ${whole ? "" : "split"}`}
      id={id}
      {...(stripped && { role: "tabpanel", "aria-labelledby": `${id}-tab` })}
      inert={tab.id !== tabs.strip.value.front}
    >
      {leaves.map((leaf) => (
        <Pane key={leaf.pane} tabs={tabs} tab={tab} leaf={leaf} box={whole ? undefined : boxes.get(leaf.pane)} />
      ))}
      {!whole && barsOf(tab.tree).map((bar) => <DivideBar key={bar.path} bar={bar} within={element} onMove={(share) => tabs.resize(tab.id, bar.path, share)} />)}
    </div>
  );
}

interface PaneProps {
  readonly tabs: Tabs;
  readonly tab: Tab;
  readonly leaf: Leaf;
  readonly box: Box | undefined; // none: it has all the room, or lies behind the one that has
}

/** They lie side by side in the page whatever the tree is: one that were put elsewhere in it would begin anew. */
function Pane({ tabs, tab, leaf, box }: PaneProps): JSX.Element {
  const host = tabs.hostOf(leaf.pane);
  const machines = host.live.machines.value;
  const machine = machines.find((one) => one.id === leaf.machine);
  const only = machines.length === 1 && leaf.machine === null ? machines[0] : undefined;
  useEffect(() => {
    if (only) host.keep({ machine: only.id });
  }, [only?.id]);
  const inFront = leaf.pane === tab.front;
  const split = box !== undefined;
  return (
    <div
      class={`terminals-pane ${inFront ? "front" : ""}`}
      style={styleOf(box)}
      inert={!split && !inFront}
      {...(split && { role: "group", "aria-label": nameOf(machine?.name, tabs.saidIn(leaf.pane)) || t("Terminal") })}
      onFocusIn={() => tabs.look(leaf.pane)}
    >
      {machine ? <Screen key={machine.id} host={host} machine={machine} items={() => tabItems(tabs)} /> : <Picker host={host} gone={leaf.machine !== null} />}
    </div>
  );
}

const percent = (part: number): string => `${part * 100}%`;

function styleOf(box: Box | undefined): JSX.CSSProperties {
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 1, height: 1 };
  return { insetInlineStart: percent(x), top: percent(y), width: percent(width), height: percent(height) };
}
