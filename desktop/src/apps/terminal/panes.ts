// How one tab is split into panes: a tree whose leaves are shells. Values and pure steps.

/** In a machine; null: nobody has said in which yet. `session`: the shell to come back to. */
export interface Place {
  readonly machine: string | null;
  readonly session: string | null;
}

export interface Leaf extends Place {
  readonly pane: number; // its id
}

/** Beside each other (row) or one over the other (column). */
export type Along = "row" | "column";

export interface Split {
  readonly along: Along;
  readonly share: number; // of the first, 0 to 1
  readonly first: Tree;
  readonly second: Tree;
}

export type Tree = Leaf | Split;

/** In parts of the tab, from its start and its top. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What lies between two halves, and can be moved. */
export interface Bar {
  readonly path: string; // of its split in the tree: 0 for each first, 1 for each second on the way
  readonly split: Split;
  readonly box: Box; // of both halves
}

export type Way = "back" | "on" | "up" | "down";

export const MOST_PANES = 8;
export const LEAST_SHARE = 0.1;

const isSplit = (tree: Tree): tree is Split => "along" in tree;

export function leavesOf(tree: Tree): readonly Leaf[] {
  return isSplit(tree) ? [...leavesOf(tree.first), ...leavesOf(tree.second)] : [tree];
}

/** The leaf of this pane becomes what is answered for it. */
export function replaced(tree: Tree, pane: number, by: (leaf: Leaf) => Tree): Tree {
  if (isSplit(tree)) return { ...tree, first: replaced(tree.first, pane, by), second: replaced(tree.second, pane, by) };
  return tree.pane === pane ? by(tree) : tree;
}

/** Its neighbour takes the room; null: it was the last one. */
export function without(tree: Tree, pane: number): Tree | null {
  if (!isSplit(tree)) return tree.pane === pane ? null : tree;
  const [first, second] = [without(tree.first, pane), without(tree.second, pane)];
  return first && second ? { ...tree, first, second } : (first ?? second);
}

export function shared(tree: Tree, path: string, share: number): Tree {
  if (!isSplit(tree)) return tree;
  if (path === "") return { ...tree, share: bounded(share) };
  const rest = path.slice(1);
  return path.startsWith("0") ? { ...tree, first: shared(tree.first, rest, share) } : { ...tree, second: shared(tree.second, rest, share) };
}

const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

export function boxesOf(tree: Tree, box = WHOLE): ReadonlyMap<number, Box> {
  if (!isSplit(tree)) return new Map([[tree.pane, box]]);
  const [first, second] = halves(tree, box);
  return new Map([...boxesOf(tree.first, first), ...boxesOf(tree.second, second)]);
}

export function barsOf(tree: Tree, box = WHOLE, path = ""): readonly Bar[] {
  if (!isSplit(tree)) return [];
  const [first, second] = halves(tree, box);
  return [{ path, split: tree, box }, ...barsOf(tree.first, first, `${path}0`), ...barsOf(tree.second, second, `${path}1`)];
}

/** The pane on that side of this one, with the longest border in common. */
export function neighbour(tree: Tree, pane: number, way: Way): number | undefined {
  const boxes = boxesOf(tree);
  const from = boxes.get(pane);
  if (!from) return undefined;
  const touching = [...boxes].map(([other, box]) => ({ other, border: borderOf(from, box, way) })).filter(({ border }) => border > NEAR);
  return touching.reduce<(typeof touching)[number] | undefined>((best, one) => (best && best.border >= one.border ? best : one), undefined)?.other;
}

/** As it was kept: whatever else it may be is a shell that nobody has said the machine of. */
export function treeOf(kept: unknown, nextId: () => number): Tree {
  const tree = read(kept, nextId, MOST_PANES);
  return leavesOf(tree).length > MOST_PANES ? { pane: nextId(), machine: null, session: null } : tree;
}

export function placeOf(kept: unknown): Place {
  const { machine, session } = fieldsOf(kept);
  return { machine: textOf(machine), session: textOf(session) };
}

/** What outlives a reload, with a mark on the one in front. */
export function keptOf(tree: Tree, front: number): unknown {
  if (isSplit(tree)) return { along: tree.along, share: tree.share, first: keptOf(tree.first, front), second: keptOf(tree.second, front) };
  return { machine: tree.machine, session: tree.session, ...(tree.pane === front && { front: true }) };
}

/** Where the mark was, among the leaves of what was kept. */
export function frontOf(kept: unknown): number {
  return Math.max(0, marks(kept, MOST_PANES).indexOf(true));
}

function marks(kept: unknown, depth: number): readonly boolean[] {
  const { along, first, second, front } = fieldsOf(kept);
  return isAlong(along) && depth > 0 ? [...marks(first, depth - 1), ...marks(second, depth - 1)] : [front === true];
}

function read(kept: unknown, nextId: () => number, depth: number): Tree {
  const { along, share, first, second } = fieldsOf(kept);
  if (!isAlong(along) || depth === 0) return { pane: nextId(), ...placeOf(kept) };
  return { along, share: bounded(typeof share === "number" ? share : 0.5), first: read(first, nextId, depth - 1), second: read(second, nextId, depth - 1) };
}

function halves({ along, share }: Split, { x, y, width, height }: Box): readonly [Box, Box] {
  if (along === "row") return [{ x, y, width: width * share, height }, { x: x + width * share, y, width: width * (1 - share), height }];
  return [{ x, y, width, height: height * share }, { x, y: y + height * share, width, height: height * (1 - share) }];
}

const NEAR = 1e-6; // what sums of parts may be off by

/** How long the border is that both have on this side of `from`; 0: none. */
function borderOf(from: Box, to: Box, way: Way): number {
  const across = way === "back" || way === "on";
  const [side, other] = across ? [from.x, to.x] : [from.y, to.y];
  const [size, otherSize] = across ? [from.width, to.width] : [from.height, to.height];
  const gap = way === "on" || way === "down" ? other - (side + size) : side - (other + otherSize);
  if (Math.abs(gap) > NEAR) return 0;
  return across ? overlap(from.y, from.height, to.y, to.height) : overlap(from.x, from.width, to.x, to.width);
}

const overlap = (a: number, long: number, b: number, far: number): number => Math.max(0, Math.min(a + long, b + far) - Math.max(a, b));

const bounded = (share: number): number => Math.max(LEAST_SHARE, Math.min(1 - LEAST_SHARE, share));
const isAlong = (value: unknown): value is Along => value === "row" || value === "column";
const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {});
