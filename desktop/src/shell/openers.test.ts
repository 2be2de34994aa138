import { beforeEach, expect, it } from "vitest";
import type { FileEntry } from "../wire/generated";
import type { AppManifest } from "./app";
import { Openers } from "./openers";

const entry = (name: string, more: Partial<FileEntry> = {}): FileEntry => ({
  id: `ent_${name}`,
  path: `/ann/docs/${name}`,
  name,
  kind: "file",
  size: 3,
  parent_id: "ent_docs",
  owner: "ann",
  created_at: "",
  modified_at: "",
  ...more,
});
const app = (id: string, types: readonly string[]) => ({ id, opens: [{ types }] }) as unknown as AppManifest;

let kept: Map<string, string>;
let opened: unknown[];
let told: string[];

const make = (): Openers =>
  new Openers({
    apps: () => [app("editor", ["text/*", "*/*"]), app("viewer", ["text/*"])],
    files: { stat: (path) => (path === "ent_a.txt" ? Promise.resolve(entry("a.txt")) : Promise.reject(new Error("It is gone."))) },
    storage: { read: (key) => kept.get(key) ?? null, write: (key, text) => void kept.set(key, text) },
    key: "openers.usr_ann",
    open: (id, state) => void opened.push([id, state]),
    notify: (_, text) => void told.push(text),
  });
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  kept = new Map();
  opened = [];
  told = [];
});

it.each([
  [entry("a.txt"), "editor", { file: "ent_a.txt" }],
  [entry("docs", { kind: "directory" }), "files", { path: "/ann/docs/docs" }],
  [entry("a.bin"), "files", { path: "/ann/docs" }],
  [entry("link", { kind: "shortcut", target_id: "ent_a.txt" }), "editor", { file: "ent_a.txt" }],
])("a file is opened by what opens its kind, a folder entered, the rest shown where it lies: %o", async (one, by, state) => {
  make().open(one);
  await settle();
  expect(opened).toEqual([[by, state]]);
});

it("opens what is only named, and says when it is gone", async () => {
  make().open("ent_a.txt", "viewer");
  make().open("ent_b.txt");
  await settle();
  expect([opened, told]).toEqual([[["viewer", { file: "ent_a.txt" }]], ["It is gone."]]);
});

it("remembers what the person chose, and forgets it", () => {
  make().choose(entry("a.txt"), "viewer");
  const openers = make();
  expect([openers.of(entry("b.TXT"))?.id, openers.isChosen(entry("b.txt"), "viewer")]).toEqual(["viewer", true]);
  expect(openers.of(entry("b.md", { media_type: "text/markdown" }))?.id).toBe("editor");
  openers.choose(entry("b.txt"), null);
  expect(make().of(entry("a.txt"))?.id).toBe("editor");
});
