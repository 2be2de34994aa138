import { describe, expect, it } from "vitest";
import { BY_ITSELF, freeze, isByItself, layOut, moveIcons, readArrangement, stepIcon, withPlaces, type Cell, type Grid, type Place } from "./icon-grid";

const GRID: Grid = { columns: 4, rows: 3 };
const SMALL: Grid = { columns: 2, rows: 2 };

const at = (cells: ReadonlyMap<string, Cell>): Record<string, string> => Object.fromEntries([...cells].map(([id, { column, row }]) => [id, `${column} ${row}`]));
const place = (column: number, row: number, grid = GRID): Place => ({ column, row, ...grid });

describe("icons", () => {
  it("follow one another, column after column", () => {
    expect(at(layOut(["a", "b", "c", "d"], {}, GRID))).toEqual({ a: "0 0", b: "0 1", c: "0 2", d: "1 0" });
  });

  it("begin a column of their own where there is room", () => {
    expect(at(layOut(["a", "b", "c"], {}, GRID, 1))).toEqual({ a: "0 0", b: "1 0", c: "1 1" });
    expect(at(layOut(["a", "b", "c"], {}, { columns: 1, rows: 3 }, 1))).toEqual({ a: "0 0", b: "0 1", c: "0 2" });
  });

  it("stay where they were put, and the others go around them", () => {
    expect(at(layOut(["a", "b", "c"], { c: place(0, 0) }, GRID))).toEqual({ c: "0 0", a: "0 1", b: "0 2" });
  });

  it("lie at the side of another screen at which they were put", () => {
    const places = { a: place(0, 0), b: place(3, 2), c: place(1, 2) };
    expect(at(layOut(["a", "b", "c"], places, { columns: 9, rows: 6 }))).toEqual({ a: "0 0", b: "8 5", c: "1 5" });
  });

  it("are all there on a screen that is too small for where they were put", () => {
    const places = { a: place(3, 2), b: place(3, 1), c: place(2, 2) };
    const shown = layOut(["a", "b", "c", "d"], places, SMALL);
    expect(new Set(Object.values(at(shown))).size).toBe(4);
    expect([...shown.values()].every(({ column, row }) => column < 2 && row < 2)).toBe(true);
  });

  it("have more columns where there are more of them than cells", () => {
    const shown = layOut(["a", "b", "c", "d", "e"], { a: place(1, 1, SMALL) }, SMALL);
    expect(new Set(Object.values(at(shown))).size).toBe(5);
    expect(Math.max(...[...shown.values()].map(({ column }) => column))).toBe(2);
  });

  it("come back to their places when the screen is large again", () => {
    const places = { a: place(3, 2) };
    layOut(["a"], places, SMALL);
    expect(at(layOut(["a"], places, GRID))).toEqual({ a: "3 2" });
  });
});

describe("what is dragged", () => {
  const shown = layOut(["a", "b", "c"], {}, GRID);

  it("lies where it was dropped, and nothing else moves", () => {
    expect(at(layOut(["a", "b", "c"], moveIcons(shown, ["a"], { column: 2, row: 1 }, GRID), GRID))).toEqual({ a: "2 1", b: "0 1", c: "0 2" });
  });

  it("lies beside what is there already", () => {
    expect(moveIcons(shown, ["a"], { column: 0, row: 1 }, GRID)["a"]).toEqual(place(0, 0)); // its own old place is the nearest
    expect(moveIcons(shown, ["a"], { column: 0, row: 2 }, GRID)["a"]).toEqual(place(1, 2));
  });

  it("keeps its shape as a group, and stays on the screen", () => {
    const places = moveIcons(shown, ["a", "b"], { column: 9, row: 9 }, GRID);
    expect([places["a"], places["b"], places["c"]]).toEqual([place(3, 1), place(3, 2), place(0, 2)]);
  });

  it("that is gone moves nothing", () => {
    expect(moveIcons(shown, ["x"], { column: 1, row: 1 }, GRID)).toEqual(freeze(shown, GRID));
  });
});

describe("a key", () => {
  const shown = layOut(["a", "b", "c"], {}, GRID);

  it.each([
    ["right", "a", place(1, 0)],
    ["up", "b", undefined], // taken, and then no more
    ["left", "a", undefined],
  ] as const)("%s takes %s to the next free cell that way", (direction, id, expected) => {
    expect(stepIcon(shown, id, direction, GRID)?.[id]).toEqual(expected);
  });

  it("goes over those that are in the way", () => {
    const row = layOut(["a", "b"], { a: place(0, 0), b: place(1, 0) }, GRID);
    expect(stepIcon(row, "a", "right", GRID)?.["a"]).toEqual(place(2, 0));
  });
});

describe("what is kept", () => {
  it("has places of what is not shown now", () => {
    const before = { ...BY_ITSELF, places: { gone: place(1, 1), a: place(0, 0) } };
    expect(withPlaces(before, { a: place(2, 2) }).places).toEqual({ gone: place(1, 1), a: place(2, 2) });
    expect([isByItself(before), isByItself(BY_ITSELF)]).toEqual([false, true]);
  });

  it.each([null, 1, {}, { sort: "name" }])("is nothing, if %j was stored", (stored) => {
    expect(readArrangement(stored)).toBeNull();
  });

  it("is what of it can be understood", () => {
    expect(readArrangement({ sort: "size", places: { a: place(1, 1), b: { column: -1 }, c: null } })).toEqual({ sort: "name", places: { a: place(1, 1) } });
  });
});
