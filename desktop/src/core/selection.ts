// Which entries are chosen, and which has the focus: pure steps over the list as it is shown.

export interface Selection {
  readonly chosen: ReadonlySet<string>; // ids
  readonly focus: string | null;
  readonly anchor: string | null; // where a range begins
}

export const NONE: Selection = { chosen: new Set(), focus: null, anchor: null };

export function only(id: string): Selection {
  return { chosen: new Set([id]), focus: id, anchor: id };
}

export function toggle(before: Selection, id: string): Selection {
  const chosen = new Set(before.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { chosen, focus: id, anchor: id };
}

/** Everything from where the range began to here. */
export function extend(before: Selection, id: string, order: readonly string[]): Selection {
  const from = order.indexOf(before.anchor ?? id);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return only(id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { chosen: new Set(range), focus: id, anchor: before.anchor ?? id };
}

export function all(order: readonly string[]): Selection {
  return { chosen: new Set(order), focus: order[0] ?? null, anchor: order[0] ?? null };
}

/** These are gone, or not shown any more. */
export function prune(before: Selection, order: readonly string[]): Selection {
  const there = new Set(order);
  const keep = (id: string | null): string | null => (id !== null && there.has(id) ? id : null);
  const chosen = [...before.chosen].filter((id) => there.has(id));
  if (chosen.length === before.chosen.size && keep(before.focus) === before.focus) return before;
  return { chosen: new Set(chosen), focus: keep(before.focus), anchor: keep(before.anchor) };
}

/** The focus, so many places further; the first or last one where there is none that far. */
export function step(before: Selection, by: number, order: readonly string[]): string | null {
  const at = before.focus === null ? -1 : order.indexOf(before.focus);
  if (at < 0) return (by === Infinity || (by < 0 && by !== -Infinity) ? order.at(-1) : order[0]) ?? null;
  const next = at + by;
  if (Math.abs(by) > 1 && Math.abs(by) !== Infinity && (next < 0 || next >= order.length)) return order[at] ?? null; // a row that is not there
  return order[Math.max(0, Math.min(order.length - 1, next))] ?? null;
}

/** The next one after the focus whose name begins with what was typed. */
export function typed(before: Selection, text: string, named: readonly { readonly id: string; readonly name: string }[]): string | null {
  const at = named.findIndex((one) => one.id === before.focus);
  const from = text.length > 1 ? Math.max(0, at) : at + 1;
  const turned = [...named.slice(from), ...named.slice(0, from)];
  return turned.find((one) => one.name.toLowerCase().startsWith(text.toLowerCase()))?.id ?? null;
}

const TYPED_TOGETHER_MS = 800;

/** What is typed to find something: a letter soon after another goes on with it, one after a pause begins anew. */
export class Letters {
  private text = "";
  private at = -Infinity;

  /** `at`: when the key was pressed, in milliseconds. A page that is busy hears of both late, and that is no pause. */
  add(letter: string, at: number): string {
    this.text = at - this.at < TYPED_TOGETHER_MS ? this.text + letter : letter;
    this.at = at;
    return this.text;
  }
}
