import { expect, it } from "vitest";
import type { Event as Fact, FileChange, FileEntry } from "../wire/generated";
import { Folder } from "./folder";

const entry = (id: string, name: string, parent: string, kind: FileEntry["kind"] = "file"): FileEntry =>
  ({ id, name, path: `/${parent}/${name}`, kind, parent_id: parent, size: 1 }) as FileEntry;
const DESK = entry("desk", "Desktop", "home", "directory");
const changed = (one: FileEntry, more: Partial<FileChange> = {}): Fact =>
  ({ id: 1, type: "file.updated", subject: one.id, data: { number: 1, happened: "updated", entry: one, at: "", ...more } }) as unknown as Fact;

class Tree {
  entries: readonly FileEntry[] = [];
  there = true;
  reads = 0;

  stat = async (): Promise<FileEntry> => (this.there ? DESK : Promise.reject(new Error("not found")));
  async *list(): AsyncGenerator<readonly FileEntry[]> {
    this.reads += 1;
    yield this.entries;
  }
}

const names = (folder: Folder): readonly string[] => folder.entries.value.map(({ name }) => name);
const soon = (): Promise<void> => new Promise((done) => setTimeout(done));

it("shows folders first and by name, and nothing hidden", async () => {
  const tree = new Tree();
  tree.entries = [entry("1", "b10.txt", "desk"), entry("2", "b9.txt", "desk"), entry("3", ".hidden", "desk"), entry("4", "zoo", "desk", "directory")];
  const folder = new Folder(tree, "~/Desktop");
  await folder.read();
  expect(names(folder)).toEqual(["zoo", "b9.txt", "b10.txt"]);
});

it("follows what comes, goes and changes in it, and nothing else", async () => {
  const tree = new Tree();
  const folder = new Folder(tree, "~/Desktop");
  await folder.read();
  const one = entry("1", "a.txt", "desk");
  tree.entries = [one];
  folder.hear(changed(one));
  await soon();
  expect(names(folder)).toEqual(["a.txt"]);

  folder.hear(changed(entry("2", "elsewhere.txt", "documents")));
  await soon();
  expect(tree.reads).toBe(2);

  tree.entries = [];
  folder.hear(changed(entry("1", "a.txt", "documents"), { old_path: "/home/Desktop/a.txt" })); // moved away
  await soon();
  expect(names(folder)).toEqual([]);
});

it("is empty while it cannot be read, and looks again after a gap", async () => {
  const tree = new Tree();
  tree.entries = [entry("1", "a.txt", "desk")];
  tree.there = false;
  const folder = new Folder(tree, "~/Desktop");
  await folder.read();
  expect(names(folder)).toEqual([]);
  tree.there = true;
  folder.hear(null);
  await soon();
  expect(names(folder)).toEqual(["a.txt"]);
});
