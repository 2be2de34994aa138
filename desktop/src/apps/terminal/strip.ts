// Which shells are open in one window and which is in front: values and pure steps, and what of them outlives a reload.

import type { AppState } from "../../core/windows";

/** In a machine; null: nobody has said in which yet. `session`: the shell to come back to. */
export interface Place {
  readonly machine: string | null;
  readonly session: string | null;
}

export interface Tab extends Place {
  readonly id: number;
}

export interface Strip {
  readonly tabs: readonly Tab[]; // at least one
  readonly front: number; // its id
  readonly nextId: number;
}

export const MOST_TABS = 20;

/** As the window was left, or with the machine that it was opened for. */
export function restored(state: AppState): Strip {
  const { tabs, front } = state;
  const kept = Array.isArray(tabs) ? tabs.slice(0, MOST_TABS).map(placeOf) : [];
  const places = kept.length > 0 ? kept : [placeOf(state)];
  const all = places.map((place, at) => ({ id: at + 1, ...place }));
  const shown = typeof front === "number" ? all[front] : undefined;
  return { tabs: all, front: (shown ?? all[0])?.id ?? 1, nextId: all.length + 1 };
}

export function kept({ tabs, front }: Strip): AppState {
  return {
    tabs: tabs.map(({ machine, session }) => ({ machine, session })),
    front: tabs.findIndex(({ id }) => id === front),
  };
}

/** Another one, after the one in front, and in front itself. */
export function add(strip: Strip, machine: string | null): Strip {
  if (strip.tabs.length >= MOST_TABS) return strip;
  const id = strip.nextId;
  const at = indexOf(strip, strip.front) + 1;
  return { tabs: strip.tabs.toSpliced(at, 0, { id, machine, session: null }), front: id, nextId: id + 1 };
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

export function change(strip: Strip, id: number, state: AppState): Strip {
  return { ...strip, tabs: strip.tabs.map((tab) => (tab.id === id ? { ...tab, ...placeOf({ ...tab, ...state }) } : tab)) };
}

export const indexOf = ({ tabs }: Strip, id: number): number => tabs.findIndex((tab) => tab.id === id);

const MOST_SHOWN = 60; // characters of a title; a program may give any

/** What a tab is called: as the program in it wants to be, with the machine where that does not tell. */
export function nameOf(machine: string | undefined, said: string): string {
  const title = said.trim().slice(0, MOST_SHOWN);
  if (machine === undefined || title.includes(machine)) return title;
  return title ? `${machine} · ${title}` : machine;
}

function placeOf(state: unknown): Place {
  const { machine, session } = (typeof state === "object" && state !== null ? state : {}) as AppState;
  return { machine: textOf(machine), session: textOf(session) };
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
