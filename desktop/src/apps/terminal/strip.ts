// Which shells are open in one window and which is in front: values and pure steps, and what of them outlives a reload.

import type { AppState } from "../../core/windows";
import { frontOf, keptOf, leavesOf, MOST_PANES, placeOf, replaced, shared, treeOf, without, type Along, type Leaf, type Tree } from "./panes";

export interface Tab {
  readonly id: number;
  readonly tree: Tree;
  readonly front: number; // the id of one of its panes
}

export interface Strip {
  readonly tabs: readonly Tab[]; // at least one
  readonly front: number; // its id
  readonly nextId: number; // of a tab or a pane
}

export const MOST_TABS = 20;

/** As the window was left, or with the machine that it was opened for. */
export function restored(state: AppState): Strip {
  let nextId = 1;
  const next = (): number => nextId++;
  const { tabs, front } = state;
  const kept: readonly unknown[] = Array.isArray(tabs) && tabs.length > 0 ? tabs.slice(0, MOST_TABS) : [placeOf(state)];
  const all = kept.map((one) => tabOf(next(), one, next));
  const shown = typeof front === "number" ? all[front] : undefined;
  return { tabs: all, front: (shown ?? all[0])?.id ?? 1, nextId };
}

function tabOf(id: number, kept: unknown, next: () => number): Tab {
  const tree = treeOf(kept, next);
  const leaves = leavesOf(tree);
  return { id, tree, front: (leaves[frontOf(kept)] ?? leaves[0])?.pane ?? 0 };
}

export function kept({ tabs, front }: Strip): AppState {
  return {
    tabs: tabs.map((tab) => keptOf(tab.tree, tab.front)),
    front: tabs.findIndex(({ id }) => id === front),
  };
}

/** Another one, after the one in front, and in front itself. */
export function add(strip: Strip, machine: string | null): Strip {
  if (strip.tabs.length >= MOST_TABS) return strip;
  const [id, pane] = [strip.nextId, strip.nextId + 1];
  const at = indexOf(strip, strip.front) + 1;
  return { tabs: strip.tabs.toSpliced(at, 0, { id, tree: { pane, machine, session: null }, front: pane }), front: id, nextId: pane + 1 };
}

/** The last one stays: who closes that closes the window. */
export function remove(strip: Strip, id: number): Strip {
  const at = indexOf(strip, id);
  if (at < 0 || strip.tabs.length === 1) return strip;
  const tabs = strip.tabs.toSpliced(at, 1);
  const next = tabs[Math.min(at, tabs.length - 1)];
  return { ...strip, tabs, front: strip.front === id && next ? next.id : strip.front };
}

export function show(strip: Strip, id: number): Strip {
  return indexOf(strip, id) < 0 ? strip : { ...strip, front: id };
}

export function step(strip: Strip, by: 1 | -1): Strip {
  const { tabs } = strip;
  const next = tabs[(indexOf(strip, strip.front) + by + tabs.length) % tabs.length];
  return next ? show(strip, next.id) : strip;
}

/** To this place among the others, or as near as there is one. */
export function move(strip: Strip, id: number, to: number): Strip {
  const at = indexOf(strip, id);
  const tab = strip.tabs[at];
  if (!tab) return strip;
  const others = strip.tabs.toSpliced(at, 1);
  return { ...strip, tabs: others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, tab) };
}

/** The pane in front becomes two: a new shell on its machine, in front, beside it or below. */
export function split(strip: Strip, along: Along): Strip {
  const tab = frontTab(strip);
  if (!tab || leavesOf(tab.tree).length >= MOST_PANES) return strip;
  const pane = strip.nextId;
  const tree = replaced(tab.tree, tab.front, (first) => ({ along, share: 0.5, first, second: { pane, machine: first.machine, session: null } }));
  return { ...changed(strip, { ...tab, tree, front: pane }), nextId: pane + 1 };
}

/** The last one of a tab stays: who closes that closes the tab. */
export function removePane(strip: Strip, pane: number): Strip {
  const tab = tabWith(strip, pane);
  const tree = tab && without(tab.tree, pane);
  if (!tab || !tree) return strip;
  const at = leavesOf(tab.tree).findIndex((leaf) => leaf.pane === pane);
  const next = leavesOf(tree)[Math.max(0, at - 1)];
  return changed(strip, { ...tab, tree, front: tab.front === pane && next ? next.pane : tab.front });
}

export function look(strip: Strip, pane: number): Strip {
  const tab = tabWith(strip, pane);
  return tab && tab.front !== pane ? changed(strip, { ...tab, front: pane }) : strip;
}

/** To the one after it in its tab. */
export function stepPane(strip: Strip): Strip {
  const tab = frontTab(strip);
  const leaves = tab ? leavesOf(tab.tree) : [];
  const next = leaves[(leaves.findIndex(({ pane }) => pane === tab?.front) + 1) % leaves.length];
  return next ? look(strip, next.pane) : strip;
}

export function resize(strip: Strip, id: number, path: string, share: number): Strip {
  const tab = strip.tabs.find((one) => one.id === id);
  return tab ? changed(strip, { ...tab, tree: shared(tab.tree, path, share) }) : strip;
}

export function change(strip: Strip, pane: number, state: AppState): Strip {
  const tab = tabWith(strip, pane);
  return tab ? changed(strip, { ...tab, tree: replaced(tab.tree, pane, (leaf) => ({ pane, ...placeOf({ ...leaf, ...state }) })) }) : strip;
}

export const indexOf = ({ tabs }: Strip, id: number): number => tabs.findIndex((tab) => tab.id === id);

export const frontTab = ({ tabs, front }: Strip): Tab | undefined => tabs.find(({ id }) => id === front);

export const tabWith = ({ tabs }: Strip, pane: number): Tab | undefined => tabs.find(({ tree }) => leavesOf(tree).some((leaf) => leaf.pane === pane));

export const frontLeaf = (tab: Tab | undefined): Leaf | undefined => tab && leavesOf(tab.tree).find(({ pane }) => pane === tab.front);

const changed = (strip: Strip, tab: Tab): Strip => ({ ...strip, tabs: strip.tabs.map((one) => (one.id === tab.id ? tab : one)) });

const MOST_SHOWN = 60; // characters of a title; a program may give any

/** What a tab is called: as the program in it wants to be, with the machine where that does not tell. */
export function nameOf(machine: string | undefined, said: string): string {
  const title = said.trim().slice(0, MOST_SHOWN);
  if (machine === undefined || title.includes(machine)) return title;
  return title ? `${machine} · ${title}` : machine;
}
