// Which apps stand in the taskbar, and in what order: those that the person keeps there, then those that are open only.

/** Ids in order; null: nobody has chosen, and every app is there. */
export type Pins = readonly string[] | null;

export interface Docked {
  readonly id: string;
  readonly pinned: boolean;
}

export function docked(pins: Pins, apps: readonly string[], open: readonly string[]): readonly Docked[] {
  const kept = pinnedOf(pins, apps);
  const others = apps.filter((id) => open.includes(id) && !kept.includes(id));
  return [...kept.map((id) => ({ id, pinned: true })), ...others.map((id) => ({ id, pinned: false }))];
}

/** Without apps that are not there now; they keep their place for when they are back. */
function pinnedOf(pins: Pins, apps: readonly string[]): readonly string[] {
  return pins === null ? apps : pins.filter((id) => apps.includes(id));
}

/** To the place of another one, which makes room; an app that was open only is kept from now on. */
export function movePin(pins: Pins, apps: readonly string[], id: string, to: string): readonly string[] {
  const kept = pins ?? apps;
  if (id === to || !kept.includes(to)) return kept;
  const from = kept.indexOf(id);
  const without = kept.filter((one) => one !== id);
  const at = without.indexOf(to) + (from >= 0 && from < kept.indexOf(to) ? 1 : 0);
  return [...without.slice(0, at), id, ...without.slice(at)];
}

/** One place on (1) or back (-1) among those that are there. */
export function stepPin(pins: Pins, apps: readonly string[], id: string, by: 1 | -1): readonly string[] {
  const kept = pinnedOf(pins, apps);
  return movePin(pins, apps, id, kept[kept.indexOf(id) + by] ?? id);
}

export function togglePin(pins: Pins, apps: readonly string[], id: string): readonly string[] {
  const kept = pins ?? apps;
  return kept.includes(id) ? kept.filter((one) => one !== id) : [...kept, id];
}

/** What was stored, which may be old or damaged. */
export function readPins(stored: unknown): Pins {
  return Array.isArray(stored) ? stored.filter((id): id is string => typeof id === "string") : null;
}
