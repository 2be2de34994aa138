// Where icons lie on the desktop: in the cells of a grid. Those that somebody has put somewhere stay there, the others follow one another, column after
// column. A place is kept from the nearer sides, so that what lies at the right or at the bottom does so on a screen of another size.

export interface Cell {
  readonly column: number; // from where lines begin
  readonly row: number;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** Where an icon was put, on a grid of that size. */
export interface Place extends Cell, Grid {}

export type Sort = "name" | "kind" | "date";
export const SORTS: readonly Sort[] = ["name", "kind", "date"];

/** How a person wants their icons. Where nothing was put anywhere, they are arranged by themselves. */
export interface Arrangement {
  readonly sort: Sort;
  readonly places: Readonly<Record<string, Place>>;
}

export const BY_ITSELF: Arrangement = { sort: "name", places: {} };

export const isByItself = ({ places }: Arrangement): boolean => Object.keys(places).length === 0;

export type Direction = "left" | "right" | "up" | "down";

const MOST_PLACES = 500;

/**
 * A cell for each icon, none for two. There are more columns than the grid has only where it has not cells enough. `apart`: from this icon on those that
 * nobody has put somewhere begin a column of their own, where there is room for that.
 */
export function layOut(ids: readonly string[], places: Arrangement["places"], grid: Grid, apart = ids.length): ReadonlyMap<string, Cell> {
  const wide = { ...grid, columns: Math.max(grid.columns, Math.ceil(ids.length / grid.rows)) };
  const taken = new Set<string>();
  const found = new Map<string, Cell>();
  const give = (id: string, cell: Cell): void => {
    found.set(id, cell);
    taken.add(keyOf(cell));
  };
  for (const id of ids) {
    const place = places[id];
    if (place) give(id, nearestFree(onGrid(place, grid), wide, taken));
  }
  const rest = (from: number, to: number): readonly string[] => ids.slice(from, to).filter((id) => !found.has(id));
  const free = (from: number): readonly Cell[] => cellsOf(wide).filter((cell) => cell.column >= from && !taken.has(keyOf(cell)));
  const first = rest(0, apart);
  follow(first, free(0), give);
  const columns = first.map((id) => (found.get(id)?.column ?? -1) + 1);
  const second = rest(apart, ids.length);
  const beyond = free(Math.max(0, ...columns));
  follow(second, second.length <= beyond.length ? beyond : free(0), give);
  return found;
}

function follow(ids: readonly string[], cells: readonly Cell[], give: (id: string, cell: Cell) => void): void {
  ids.forEach((id, at) => give(id, cells[at] ?? { column: 0, row: 0 }));
}

/** These icons a few cells on, as a group that stays on the grid; what lies where they come makes room, and everything else stays where it is seen. */
export function moveIcons(shown: ReadonlyMap<string, Cell>, moved: readonly string[], by: Cell, grid: Grid): Arrangement["places"] {
  const group = moved.flatMap((id) => shown.get(id) ?? []);
  if (group.length === 0) return freeze(shown, grid);
  const step = {
    column: clamp(by.column, -least(group, "column"), grid.columns - 1 - most(group, "column")),
    row: clamp(by.row, -least(group, "row"), grid.rows - 1 - most(group, "row")),
  };
  const taken = new Set([...shown].filter(([id]) => !moved.includes(id)).map(([, cell]) => keyOf(cell)));
  const next = new Map(shown);
  for (const id of moved) {
    const from = shown.get(id);
    if (!from) continue;
    const cell = nearestFree({ column: from.column + step.column, row: from.row + step.row }, grid, taken);
    next.set(id, cell);
    taken.add(keyOf(cell));
  }
  return freeze(next, grid);
}

const STEPS: Readonly<Record<Direction, Cell>> = {
  left: { column: -1, row: 0 },
  right: { column: 1, row: 0 },
  up: { column: 0, row: -1 },
  down: { column: 0, row: 1 },
};

/** One icon to the next free cell that way; null: there is none. */
export function stepIcon(shown: ReadonlyMap<string, Cell>, id: string, direction: Direction, grid: Grid): Arrangement["places"] | null {
  const from = shown.get(id);
  if (!from) return null;
  const taken = new Set([...shown.values()].map(keyOf));
  const { column, row } = STEPS[direction];
  for (let cell = add(from, { column, row }); isOn(cell, grid); cell = add(cell, { column, row })) {
    if (!taken.has(keyOf(cell))) return freeze(new Map(shown).set(id, cell), grid);
  }
  return null;
}

/** Everything stays where it is seen. */
export function freeze(shown: ReadonlyMap<string, Cell>, grid: Grid): Arrangement["places"] {
  return Object.fromEntries([...shown].map(([id, cell]) => [id, { ...cell, columns: grid.columns, rows: grid.rows }]));
}

/** Places of what a smaller screen or a folder that is still read does not show are kept, as far as there is room for them. */
export function withPlaces({ sort, places }: Arrangement, next: Arrangement["places"]): Arrangement {
  const others = Object.entries(places).filter(([id]) => !(id in next));
  return { sort, places: Object.fromEntries([...others.slice(0, Math.max(0, MOST_PLACES - Object.keys(next).length)), ...Object.entries(next)]) };
}

/** What was stored, which may be old or damaged. */
export function readArrangement(stored: unknown): Arrangement | null {
  if (typeof stored !== "object" || stored === null || !("sort" in stored) || !("places" in stored)) return null;
  const { sort, places } = stored;
  const found = typeof places === "object" && places !== null ? Object.entries(places).filter((entry): entry is [string, Place] => isPlace(entry[1])) : [];
  return { sort: SORTS.find((one) => one === sort) ?? "name", places: Object.fromEntries(found.slice(0, MOST_PLACES)) };
}

/** The same distance from the nearer sides as where it was put. */
function onGrid({ column, row, columns, rows }: Place, grid: Grid): Cell {
  return { column: along(column, columns, grid.columns), row: along(row, rows, grid.rows) };
}

function along(at: number, before: number, now: number): number {
  const fromEnd = before - 1 - at;
  return clamp(at <= fromEnd ? at : now - 1 - fromEnd, 0, now - 1);
}

function nearestFree(wanted: Cell, grid: Grid, taken: ReadonlySet<string>): Cell {
  const away = ({ column, row }: Cell): number => Math.abs(column - wanted.column) + Math.abs(row - wanted.row);
  const free = cellsOf(grid).filter((cell) => !taken.has(keyOf(cell)));
  return free.reduce((best, cell) => (away(cell) < away(best) ? cell : best), free[0] ?? wanted);
}

/** Column after column. */
function cellsOf({ columns, rows }: Grid): readonly Cell[] {
  return Array.from({ length: columns * rows }, (_, at) => ({ column: Math.floor(at / rows), row: at % rows }));
}

const keyOf = ({ column, row }: Cell): string => `${column} ${row}`;
const add = (one: Cell, other: Cell): Cell => ({ column: one.column + other.column, row: one.row + other.row });
const isOn = ({ column, row }: Cell, grid: Grid): boolean => column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)));
const least = (cells: readonly Cell[], side: keyof Cell): number => Math.min(...cells.map((cell) => cell[side]));
const most = (cells: readonly Cell[], side: keyof Cell): number => Math.max(...cells.map((cell) => cell[side]));

function isPlace(told: unknown): told is Place {
  if (typeof told !== "object" || told === null) return false;
  const place = told as Partial<Record<keyof Place, unknown>>;
  return [place.column, place.row, place.columns, place.rows].every((value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 1000);
}
