// Lists of things that have an id and change by events.

export interface Entity {
  readonly id: string;
}

/** The list with this thing in it: in its old place, or at the end. */
export function upsert<T extends Entity>(list: readonly T[], thing: T): readonly T[] {
  if (!list.some((one) => one.id === thing.id)) return [...list, thing];
  return list.map((one) => (one.id === thing.id ? thing : one));
}

export function without<T extends Entity>(list: readonly T[], id: string): readonly T[] {
  return list.some((one) => one.id === id) ? list.filter((one) => one.id !== id) : list;
}

/** The list after many changes at once: by id a thing that is there now, or null for one that is not. */
export function applied<T extends Entity>(list: readonly T[], changes: ReadonlyMap<string, T | null>): readonly T[] {
  const added = new Map(changes);
  let same = true;
  const kept = list.flatMap((one) => {
    const now = changes.get(one.id);
    added.delete(one.id);
    if (now !== undefined) same = false;
    return now === undefined ? [one] : now === null ? [] : [now];
  });
  const fresh = [...added.values()].filter((one) => one !== null);
  return same && fresh.length === 0 ? list : [...kept, ...fresh];
}
