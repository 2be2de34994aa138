import { expect, it } from "vitest";
import { add, change, kept, MOST_TABS, move, nameOf, remove, restored, show, step, type Strip } from "./strip";

const of = (...machines: string[]): Strip => restored({ tabs: machines.map((machine) => ({ machine, session: `s-${machine}` })) });
const order = ({ tabs }: Strip) => tabs.map(({ machine }) => machine);
const front = ({ tabs, front }: Strip) => tabs.find(({ id }) => id === front)?.machine;

it("a window that was opened for a machine has one tab in it, and one for none waits to be told", () => {
  expect(restored({ machine: "a" }).tabs).toEqual([{ id: 1, machine: "a", session: null }]);
  expect(restored({ machine: "a", session: "s" }).tabs).toEqual([{ id: 1, machine: "a", session: "s" }]);
  expect(restored({}).tabs).toEqual([{ id: 1, machine: null, session: null }]);
});

it.each([[{ tabs: [] }], [{ tabs: "three" }], [{ tabs: [3], front: 9 }], [{ tabs: [null], front: "x" }], [{ machine: 4, tabs: null }]])("%j is one tab that waits to be told", (state) => {
  expect(restored(state)).toEqual({ tabs: [{ id: 1, machine: null, session: null }], front: 1, nextId: 2 });
});

it("what is kept comes back: every shell, in its order, with the same one in front", () => {
  const strip = change(show(of("a", "b", "c"), 2), 3, { session: null });
  expect(restored(kept(strip))).toEqual(strip);
});

it("a new one comes after the one in front, up to a bound", () => {
  const two = add(show(of("a", "c"), 1), "b");
  expect([order(two), front(two)]).toEqual([["a", "b", "c"], "b"]);
  const full = Array.from({ length: MOST_TABS + 3 }).reduce<Strip>((strip) => add(strip, "x"), of("a"));
  expect(full.tabs).toHaveLength(MOST_TABS);
});

it("when the one in front goes its neighbour comes, and the last one stays", () => {
  expect(front(remove(show(of("a", "b", "c"), 2), 2))).toBe("c");
  expect(front(remove(show(of("a", "b", "c"), 3), 3))).toBe("b");
  expect(front(remove(show(of("a", "b", "c"), 3), 1))).toBe("c");
  const one = of("a");
  expect(remove(one, 1)).toBe(one);
  expect(remove(one, 7)).toBe(one);
});

it("stepping goes round", () => {
  expect(front(step(of("a", "b", "c"), -1))).toBe("c");
  expect(front(step(step(of("a", "b"), 1), 1))).toBe("a");
});

it.each([
  [1, 2, ["b", "c", "a"]],
  [3, 0, ["c", "a", "b"]],
  [1, -1, ["a", "b", "c"]],
  [2, 9, ["a", "c", "b"]],
  [7, 0, ["a", "b", "c"]],
])("moving %i to %i", (id, to, after) => expect(order(move(of("a", "b", "c"), id, to))).toEqual(after));

it.each([
  ["web", "", "web"],
  ["web", "root@web: /srv", "root@web: /srv"],
  ["web", " vim ", "web · vim"],
  [undefined, "", ""],
  ["web", "x".repeat(900), `web · ${"x".repeat(60)}`],
])("on %s, %s is called %s", (machine, said, name) => expect(nameOf(machine, said)).toBe(name));
