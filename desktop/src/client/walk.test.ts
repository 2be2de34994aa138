import { expect, it } from "vitest";
import type { FileEntry } from "../wire/generated";
import { ApiError } from "./http";
import { walk, type Bounds } from "./walk";

const ROOT = "machine:m";
const TREE: Readonly<Record<string, string>> = { "": "etc/ proc/ lib/ a", "/etc": "deep/ hosts", "/etc/deep": "b c", "/proc": "1/", "/lib": "!" };

const entry = (path: string, kind: FileEntry["kind"]): FileEntry => ({ id: path, path, name: path.split("/").at(-1) ?? "", kind }) as FileEntry;

function looked(more: { from?: string; bounds?: Bounds; stop?: AbortController; most?: number } = {}) {
  const heard: string[] = [];
  const { signal } = more.stop ?? new AbortController();
  const store = {
    async *list(path: string) {
      await Promise.resolve();
      const held = TREE[path.slice(ROOT.length)] ?? "";
      if (held === "!") throw new ApiError({ title: "", status: 403, detail: "", code: "no", kind: "denied" });
      yield held.split(" ").map((name) => entry(`${path}/${name.replace("/", "")}`, name.endsWith("/") ? "directory" : "file"));
    },
  };
  const hear = (entries: readonly FileEntry[]): boolean => heard.push(...entries.map((one) => one.path.slice(ROOT.length))) < (more.most ?? Infinity);
  return { heard, ended: walk({ store, from: more.from ?? ROOT, signal, hear, ...(more.bounds ? { bounds: more.bounds } : {}) }) };
}

it("looks through all, the nearest first, and not through what the kernel makes up", async () => {
  const { heard, ended } = looked({ from: `${ROOT}/etc` });
  expect([await ended, heard]).toEqual([true, ["/etc/deep", "/etc/hosts", "/etc/deep/b", "/etc/deep/c"]]);
  const root = looked();
  expect(await root.ended).toBe(false); // lib cannot be read
  expect(root.heard).toContain("/proc");
  expect(root.heard).not.toContain("/proc/1");
});

it.each([
  ["directories", { bounds: { directories: 1, entries: 100 } }],
  ["things", { bounds: { directories: 100, entries: 2 } }],
  ["finds", { most: 1 }],
])("ends after so many %s, and says so", async (_what, bounds) => {
  const { heard, ended } = looked({ from: `${ROOT}/etc`, ...bounds });
  expect([await ended, heard]).toEqual([false, ["/etc/deep", "/etc/hosts"]]);
});

it("ends when nobody wants it any more, and where it cannot begin", async () => {
  const stop = new AbortController();
  const { heard, ended } = looked({ stop });
  stop.abort();
  await expect(ended).rejects.toThrow();
  expect(heard).toEqual([]);
  await expect(looked({ from: `${ROOT}/lib` }).ended).rejects.toThrow();
});
