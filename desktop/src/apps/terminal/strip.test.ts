import { expect, it } from "vitest";
import { leavesOf, MOST_PANES } from "./panes";
import { add, change, frontLeaf, frontTab, indexOf, kept, look, MOST_TABS, move, nameOf, remove, removePane, resize, restored, show, split, step, stepPane, type Strip } from "./strip";

const of = (...machines: string[]): Strip => restored({ tabs: machines.map((machine) => ({ machine, session: `s-${machine}` })) });
const order = ({ tabs }: Strip) => tabs.map((tab) => frontLeaf(tab)?.machine);
const front = (strip: Strip) => frontLeaf(frontTab(strip))?.machine;
const idOf = (strip: Strip, at: number) => strip.tabs[at]?.id ?? 0;
const panes = (strip: Strip) => leavesOf(frontTab(strip)?.tree ?? { pane: 0, machine: null, session: null }).map(({ pane }) => pane);
const shellOf = (strip: Strip) => strip.tabs.map(({ tree }) => tree);

it("a window that was opened for a machine has one tab in it, and one for none waits to be told", () => {
  expect(shellOf(restored({ machine: "a" }))).toEqual([{ pane: 2, machine: "a", session: null }]);
  expect(shellOf(restored({ machine: "a", session: "s" }))).toEqual([{ pane: 2, machine: "a", session: "s" }]);
  expect(shellOf(restored({}))).toEqual([{ pane: 2, machine: null, session: null }]);
});

it.each([[{ tabs: [] }], [{ tabs: "three" }], [{ tabs: [3], front: 9 }], [{ tabs: [null], front: "x" }], [{ machine: 4, tabs: null }]])("%j is one tab that waits to be told", (state) => {
  expect(restored(state)).toEqual({ tabs: [{ id: 1, tree: { pane: 2, machine: null, session: null }, front: 2 }], front: 1, nextId: 3 });
});

it("what is kept comes back: every shell, in its order, with the same one in front", () => {
  const strip = change(show(of("a", "b", "c"), 3), 6, { session: null });
  expect(restored(kept(strip))).toEqual(strip);
});

it("a new one comes after the one in front, up to a bound", () => {
  const two = add(of("a", "c"), "b");
  expect([order(two), front(two)]).toEqual([["a", "b", "c"], "b"]);
  const full = Array.from({ length: MOST_TABS + 3 }).reduce<Strip>((strip) => add(strip, "x"), of("a"));
  expect(full.tabs).toHaveLength(MOST_TABS);
});

it("when the one in front goes its neighbour comes, and the last one stays", () => {
  expect(front(remove(show(of("a", "b", "c"), 3), 3))).toBe("c");
  expect(front(remove(show(of("a", "b", "c"), 5), 5))).toBe("b");
  expect(front(remove(show(of("a", "b", "c"), 5), 1))).toBe("c");
  const one = of("a");
  expect(remove(one, 1)).toBe(one);
  expect(remove(one, 7)).toBe(one);
});

it("stepping goes round", () => {
  expect(front(step(of("a", "b", "c"), -1))).toBe("c");
  expect(front(step(step(of("a", "b"), 1), 1))).toBe("a");
});

it.each([
  [0, 2, ["b", "c", "a"]],
  [2, 0, ["c", "a", "b"]],
  [0, -1, ["a", "b", "c"]],
  [1, 9, ["a", "c", "b"]],
  [7, 0, ["a", "b", "c"]],
])("moving %i to %i", (at, to, after) => {
  const strip = of("a", "b", "c");
  expect(order(move(strip, idOf(strip, at), to))).toEqual(after);
});

it("a pane is split into one more on its machine, up to a bound, and only in its tab", () => {
  const strip = split(split(of("a", "b"), "row"), "column");
  expect([panes(strip), frontTab(strip)?.front, front(strip)]).toEqual([[2, 5, 6], 6, "a"]);
  expect(restored(kept(strip)).tabs.map(({ tree }) => leavesOf(tree).map(({ machine }) => machine))).toEqual([["a", "a", "a"], ["b"]]);
  const full = Array.from({ length: MOST_PANES + 3 }).reduce<Strip>((one) => split(one, "row"), of("a"));
  expect(panes(full)).toHaveLength(MOST_PANES);
  expect(indexOf(strip, 3)).toBe(1);
});

it("the one that was before it is in front when a pane goes, and the last one stays", () => {
  const strip = split(split(of("a"), "row"), "column");
  expect(frontTab(removePane(strip, 4))?.front).toBe(3);
  expect(frontTab(removePane(strip, 2))?.front).toBe(4);
  const one = of("a");
  expect([removePane(one, 2), removePane(one, 9)]).toEqual([one, one]);
});

it("panes are gone through and looked at, and their bars are moved", () => {
  const strip = split(of("a"), "row");
  expect([frontTab(stepPane(strip))?.front, frontTab(stepPane(stepPane(strip)))?.front]).toEqual([2, 3]);
  expect(frontTab(look(strip, 2))?.front).toBe(2);
  expect(look(strip, 9)).toBe(strip);
  expect(frontTab(resize(strip, 1, "", 0.3))?.tree).toMatchObject({ share: 0.3 });
  expect(restored(kept(look(resize(strip, 1, "", 0.3), 2)))).toMatchObject({ tabs: [{ front: 2, tree: { share: 0.3 } }] });
});

it.each([
  ["web", "", "web"],
  ["web", "root@web: /srv", "root@web: /srv"],
  ["web", " vim ", "web · vim"],
  [undefined, "", ""],
  ["web", "x".repeat(900), `web · ${"x".repeat(60)}`],
])("on %s, %s is called %s", (machine, said, name) => expect(nameOf(machine, said)).toBe(name));
