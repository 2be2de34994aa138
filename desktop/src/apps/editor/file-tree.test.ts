import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Listed, TextStore } from "../../client/text-store";
import { FileTree } from "./file-tree";

const directory = (ref: string): Listed => ({ ref, name: ref.split("/").at(-1) ?? "", directory: true });
const file = (ref: string): Listed => ({ ...directory(ref), directory: false });

let there: Record<string, readonly Listed[]>;
let reads: string[];
let change: () => void;
let tree: FileTree;

beforeEach(() => {
  vi.useFakeTimers();
  there = { "/a": [directory("/a/b"), file("/a/x")], "/a/b": [file("/a/b/y")], "/": [directory("/a")] };
  reads = [];
  const store = {
    list: (ref: string) => {
      reads.push(ref);
      const found = there[ref];
      return found ? Promise.resolve(found) : Promise.reject(new Error(`${ref} is not there`));
    },
    followLists: (hear: () => void) => {
      change = hear;
      return () => undefined;
    },
    above: (ref: string) => (ref === "/" ? null : ref.slice(0, ref.lastIndexOf("/")) || "/"),
  } as unknown as TextStore;
  tree = new FileTree(store);
});
afterEach(() => {
  tree.end();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const shown = () => tree.lines.value.map((line) => line.ref);

it("is read branch by branch", async () => {
  tree.reveal("/a");
  await settle();
  expect([shown(), reads]).toEqual([["/a/b", "/a/x"], ["/a"]]);
  tree.toggle("/a/b");
  await settle();
  expect([shown(), reads]).toEqual([["/a/b", "/a/b/y", "/a/x"], ["/a", "/a/b"]]);
  tree.toggle("/a/b");
  expect(shown()).toEqual(["/a/b", "/a/x"]);
});

it("stays where it is for what lies within, and goes along otherwise", async () => {
  tree.reveal("/a");
  tree.reveal("/a/b");
  expect(tree.root.value).toBe("/a");
  tree.reveal("/");
  expect(tree.root.value).toBe("/");
});

it("goes outwards and keeps what was seen open", async () => {
  tree.reveal("/a");
  await settle();
  tree.up();
  await settle();
  expect([shown(), tree.focused.value]).toEqual([["/a", "/a/b", "/a/x"], "/a"]);
  tree.up();
  expect(tree.root.value).toBe("/");
});

it("is walked with keys, and a file is opened", async () => {
  const entered: string[] = [];
  tree.reveal("/a");
  await settle();
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      tree.press(key, (ref) => entered.push(ref));
      await settle();
    }
  };
  await press("ArrowDown", "ArrowRight", "ArrowRight", "Enter");
  expect([entered, tree.focused.value]).toEqual([["/a/b/y"], "/a/b/y"]);
  expect(tree.press("F5", () => undefined)).toBe(false);
});

it("is read again when something changed, once for many changes", async () => {
  tree.reveal("/a");
  tree.toggle("/a/b");
  await settle();
  reads = [];
  there["/a/b"] = [];
  there["/a"] = [directory("/a/b")];
  change();
  change();
  await vi.advanceTimersByTimeAsync(1000);
  expect([shown(), reads]).toEqual([["/a/b"], ["/a", "/a/b"]]);
});

it("says why it cannot be read, until it can", async () => {
  tree.reveal("/gone");
  await settle();
  expect(tree.trouble.value).toBe("/gone is not there");
  there["/gone"] = [];
  tree.refresh();
  await settle();
  expect([tree.trouble.value, tree.read.value]).toEqual([null, true]);
});
