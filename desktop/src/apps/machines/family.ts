// What came from what: the daemon's flat list of machines and snapshots as the trees that they are, and names for new ones.

import { t } from "../../languages/say";
import type { TreeNode } from "../../wire/generated";
import { nameError } from "./sizes";

export interface Branch {
  readonly node: TreeNode;
  readonly below: readonly Branch[];
}

/** Those that came from nothing that is still there are roots. The order of the list, oldest first, is kept at each level. */
export function growTrees(nodes: readonly TreeNode[]): readonly Branch[] {
  const there = new Set(nodes.map((node) => node.id));
  const parentOf = (node: TreeNode): string => (node.parent && there.has(node.parent) ? node.parent : "");
  const grow = (parent: string): readonly Branch[] =>
    nodes.filter((node) => parentOf(node) === parent).map((node) => ({ node, below: grow(node.id) }));
  return grow("");
}

/** Whether there is anything to see: a machine alone came from nothing and led to nothing. */
export const isFamily = (nodes: readonly TreeNode[]): boolean => nodes.some((node) => node.kind === "snapshot" || node.parent);

export const MOST_FORKS = 100; // in one go, as the daemon allows

/** What is wrong with making so many machines under this name; null when nothing is. An empty name is made up by the daemon. */
export function forkError(name: string, count: number, taken: ReadonlySet<string>): string | null {
  if (!Number.isInteger(count) || count < 1 || count > MOST_FORKS) return t("Between 1 and {most} can be made in one go.", { most: MOST_FORKS });
  if (!name) return null;
  const names = count === 1 ? [name] : Array.from({ length: count }, (_, at) => `${name}-${at + 1}`);
  return names.map((one) => nameError(one, taken)).find(Boolean) ?? null;
}
