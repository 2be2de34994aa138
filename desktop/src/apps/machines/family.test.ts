import { expect, it } from "vitest";
import type { TreeNode } from "../../wire/generated";
import { forkError, growTrees, isFamily, type Branch } from "./family";

const node = (id: string, parent?: string, kind: TreeNode["kind"] = "machine"): TreeNode => ({ kind, id, name: id, created_at: "", parent: parent ?? null });
const drawn = (branches: readonly Branch[]): string =>
  branches.map(({ node: { id }, below }) => (below.length ? `${id}(${drawn(below)})` : id)).join(" ");

it.each<[TreeNode[], string]>([
  [[], ""],
  [[node("a"), node("b")], "a b"],
  [[node("a"), node("s", "a", "snapshot"), node("b", "s"), node("c", "a")], "a(s(b) c)"],
  [[node("b", "gone"), node("c", "b")], "b(c)"],
])("hangs what came from something under it", (nodes, tree) => {
  expect(drawn(growTrees(nodes))).toBe(tree);
});

it("is a family once there is a snapshot or a fork", () => {
  expect(isFamily([node("a"), node("b")])).toBe(false);
  expect(isFamily([node("a"), node("b", "a")])).toBe(true);
  expect(isFamily([node("s", undefined, "snapshot")])).toBe(true);
});

it.each<[string, number, RegExp | null]>([
  ["", 1, null],
  ["", 0, /Between/],
  ["", 101, /Between/],
  ["", 1.5, /Between/],
  ["two", 1, null],
  ["taken", 1, /already/],
  ["taken", 2, null],
  ["row", 2, /already/],
  ["Upper", 1, /lower-case/],
  ["x".repeat(61), 3, /lower-case/],
])("forks called %j, %d of them", (name, count, wrong) => {
  const error = forkError(name, count, new Set(["taken", "row-2"]));
  if (wrong) expect(error).toMatch(wrong);
  else expect(error).toBeNull();
});
