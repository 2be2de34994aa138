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
