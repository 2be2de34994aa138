// Where items are that lie under headings. What is without headings is one section that has none.

import { partOf, touched, type Box, type Measures, type Part } from "./virtual";

export interface Section {
  readonly first: number; // of the items
  readonly count: number;
}

export const HEADING = 36; // pixels

interface Placed extends Section {
  readonly top: number; // pixels, of its heading
  readonly body: number; // pixels, of its first row
  readonly rows: number;
}

/** Of the items of all sections. */
function place(sections: readonly Section[], { count, columns, rowHeight }: Measures): readonly Placed[] {
  if (sections.length === 0) return [{ first: 0, count, top: 0, body: 0, rows: Math.ceil(count / columns) }];
  const placed: Placed[] = [];
  let top = 0;
  for (const { first, count: inside } of sections) {
    const rows = Math.ceil(inside / columns);
    placed.push({ first, count: inside, top, body: top + HEADING, rows });
    top += HEADING + rows * rowHeight;
  }
  return placed;
}

export interface DrawnPart extends Part {
  readonly section: number;
  readonly top: number; // pixels, of its heading
}

export interface Drawn {
  readonly parts: readonly DrawnPart[];
  readonly height: number; // pixels of all
}

/** What is to be drawn of each section, with items and pixels counted through all of them. */
export function partsOf(sections: readonly Section[], measures: Measures): Drawn {
  const placed = place(sections, measures);
  const parts = placed.map(({ first, count, top, body }, section) => {
    const part = partOf({ ...measures, count, top: measures.top - body });
    return { section, top, first: first + part.first, end: first + Math.max(part.first, part.end), above: body + part.above, height: part.height };
  });
  const last = placed.at(-1);
  return { parts: sections.length === 0 ? parts : parts.filter(({ first, end }) => first < end), height: last ? last.body + last.rows * measures.rowHeight : 0 };
}

const sectionOf = (placed: readonly Placed[], at: number): Placed | undefined => placed.find(({ first, count }) => at >= first && at < first + count);

/** How far to scroll so that this item is seen, and its heading with one of the first row; the same where it is. */
export function revealIn(sections: readonly Section[], at: number, measures: Measures): number {
  const { columns, rowHeight, top, height } = measures;
  const section = sectionOf(place(sections, measures), at);
  if (!section) return top;
  const row = Math.floor((at - section.first) / columns);
  const begin = section.body + row * rowHeight;
  if (begin < top || (row === 0 && section.top < top)) return row === 0 ? section.top : begin;
  return begin + rowHeight > top + height ? begin + rowHeight - height : top;
}

/** The items that a box touches; headings are gone over. */
export function touchedIn(sections: readonly Section[], box: Box, measures: Measures, wide: number): readonly number[] {
  return place(sections, measures).flatMap(({ first, count, body }) => touched({ ...box, top: box.top - body }, { ...measures, count }, wide).map((at) => first + at));
}

/** The item so many rows further, in its column or the last before it; the first or last row where there is none that far. */
export function rowsFurther(sections: readonly Section[], at: number, by: number, measures: Measures): number {
  const { columns } = measures;
  const placed = place(sections, measures);
  const own = sectionOf(placed, at);
  if (!own) return at;
  const before = placed.slice(0, placed.indexOf(own)).reduce((sum, { rows }) => sum + rows, 0);
  const all = placed.reduce((sum, { rows }) => sum + rows, 0);
  let row = Math.max(0, Math.min(all - 1, before + Math.floor((at - own.first) / columns) + by));
  const target = placed.find(({ rows }) => row < rows || ((row -= rows), false)) ?? own;
  return target.first + Math.min(target.count - 1, row * columns + ((at - own.first) % columns));
}
