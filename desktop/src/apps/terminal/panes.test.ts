import { expect, it } from "vitest";
import { barsOf, boxesOf, frontOf, keptOf, leavesOf, MOST_PANES, neighbour, replaced, shared, treeOf, without, type Along, type Leaf, type Tree } from "./panes";

const leaf = (pane: number): Leaf => ({ pane, machine: `m${pane}`, session: null });
const split = (along: Along, first: Tree, second: Tree, share = 0.5): Tree => ({ along, share, first, second });
const ids = (tree: Tree | null) => tree && leavesOf(tree).map(({ pane }) => pane);
function counter(): () => number {
  let last = 0;
  return () => (last += 1);
}

/** 1 at the start, 2 over 3 beside it. */
const three = split("row", leaf(1), split("column", leaf(2), leaf(3), 0.25), 0.4);

it("a pane is split where it is, and whoever goes leaves the room to the neighbour", () => {
  const four = replaced(three, 3, (old) => split("row", old, leaf(4)));
  expect(ids(four)).toEqual([1, 2, 3, 4]);
  expect(without(four, 4)).toEqual(three);
  expect(without(three, 1)).toEqual(split("column", leaf(2), leaf(3), 0.25));
  expect(ids(without(three, 9))).toEqual([1, 2, 3]);
  expect(without(leaf(1), 1)).toBeNull();
});

it("has a box for each pane and a bar for each split", () => {
  expect(boxesOf(three)).toEqual(
    new Map([
      [1, { x: 0, y: 0, width: 0.4, height: 1 }],
      [2, { x: 0.4, y: 0, width: 0.6, height: 0.25 }],
      [3, { x: 0.4, y: 0.25, width: 0.6, height: 0.75 }],
    ]),
  );
  expect(barsOf(three).map(({ path, split, box }) => [path, split.along, box.x, box.height])).toEqual([
    ["", "row", 0, 1],
    ["1", "column", 0.4, 1],
  ]);
});

it.each([
  ["", 0.7, 0.7, 0.25],
  ["1", 0.6, 0.4, 0.6],
  ["1", 7, 0.4, 0.9],
  ["", -1, 0.1, 0.25],
  ["0", 0.6, 0.4, 0.25],
  ["111", 0.6, 0.4, 0.25],
])("the bar at %j moves to %d", (path, share, outer, inner) => expect(barsOf(shared(three, path, share)).map((bar) => bar.split.share)).toEqual([outer, inner]));

it.each([
  [1, "on", 3], // the longer border
  [2, "back", 1],
  [2, "down", 3],
  [3, "up", 2],
  [1, "back", undefined],
  [1, "down", undefined],
  [9, "on", undefined],
] as const)("from %d %s is %s", (pane, way, found) => expect(neighbour(three, pane, way)).toBe(found));

it("comes back as it was kept, with the same one in front", () => {
  const kept: unknown = JSON.parse(JSON.stringify(keptOf(three, 2)));
  expect(treeOf(kept, counter())).toEqual(three);
  expect(frontOf(kept)).toBe(1);
});

const deep = (depth: number): unknown => (depth === 0 ? {} : { along: "row", first: deep(depth - 1), second: deep(depth - 1) });

it.each([[null], [3], ["row"], [{ along: "round" }], [deep(5)], [deep(MOST_PANES + 4)]])("what is no tree of ours is one shell that waits", (kept) => {
  expect(leavesOf(treeOf(kept, counter()))).toMatchObject([{ machine: null, session: null }]);
});
