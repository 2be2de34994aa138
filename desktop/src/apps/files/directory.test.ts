import { expect, it, vi } from "vitest";
import type { FileChange, FileEntry } from "../../wire/generated";
import { Directory } from "./directory";

const entry = (id: string, parent_id = "here", name = id): FileEntry => ({
  id,
  path: `/ann/${name}`,
  name,
  kind: id === "here" ? "directory" : "file",
  size: 0,
  parent_id,
  owner: "ann",
  created_at: "",
  modified_at: "",
});
const change = (happened: FileChange["happened"], changed: FileEntry): FileChange => ({ number: 1, happened, entry: changed, at: "" });

function directoryOf(...parts: FileEntry[][]) {
  let asked = 0;
  const source = {
    stat: () => Promise.resolve(entry("here", "root")),
    async *list() {
      asked += 1;
      for (const part of parts) {
        await Promise.resolve();
        yield part;
      }
    },
  };
  const directory = new Directory(source);
  return { directory, shown: () => directory.entries.value.map((one) => one.name), readings: () => asked };
}

it("is read part by part, and follows what happens in it", async () => {
  const { directory, shown } = directoryOf([entry("a")], [entry("b")]);
  await directory.open("/ann/here");
  expect([shown(), directory.state.value.at]).toEqual([["a", "b"], "ready"]);
  directory.take(change("added", entry("c")));
  directory.take(change("moved", entry("b", "elsewhere")));
  directory.take(change("removed", entry("a")));
  directory.take(change("added", entry("far", "elsewhere")));
  expect(shown()).toEqual(["a", "b", "c"]); // the first at once
  await vi.waitFor(() => expect(shown()).toEqual(["c"])); // the others together
});

it("does not lose what happens while it is read", async () => {
  const { directory, shown } = directoryOf([entry("a")]);
  const reading = directory.open("/ann/here");
  directory.take(change("updated", entry("a", "here", "renamed")));
  await reading;
  expect(shown()).toEqual(["renamed"]);
});

it("says that it is gone, and reads again when something may have been missed", async () => {
  const { directory, readings } = directoryOf([]);
  await directory.open("/ann/here");
  directory.hear(null);
  await Promise.resolve();
  await Promise.resolve();
  expect(readings()).toBe(2);
  await directory.open("/ann/here");
  directory.take(change("removed", entry("here", "root")));
  expect(directory.state.value.at).toBe("failed");
});

it("takes what is told of uploads for no change", async () => {
  const { directory, shown } = directoryOf([entry("a")]);
  await directory.open("/ann/here");
  directory.hear({ id: 1, type: "file.upload", subject: "upl_1", at: "", data: { id: "upl_1", state: "open" } });
  expect(shown()).toEqual(["a"]);
});

it("shows nothing of a directory that was left meanwhile", async () => {
  const { directory } = directoryOf([entry("a")]);
  const first = directory.open("/ann/here");
  directory.close();
  await first;
  expect(directory.entries.value).toEqual([]);
});

it("is read again when whoever follows it says so, for as long as it is open", async () => {
  const heard = new Map<string, () => void>();
  const source = {
    stat: (path: string) => Promise.resolve({ ...entry("here", "root"), path }),
    async *list() {
      readings += 1;
      yield await Promise.resolve([entry("a")]);
    },
    follow: (path: string, hear: () => void) => {
      heard.set(path, hear);
      return () => void heard.delete(path);
    },
  };
  let readings = 0;
  const directory = new Directory(source);
  await directory.open("machine:m/etc");
  heard.get("machine:m/etc")?.();
  await vi.waitFor(() => expect(readings).toBe(2));
  const first = heard.get("machine:m/etc");
  directory.hear(null);
  await vi.waitFor(() => expect(readings).toBe(3));
  expect(heard.get("machine:m/etc")).not.toBe(first); // it was followed anew
  await directory.open("machine:m");
  expect([...heard.keys()]).toEqual(["machine:m"]);
  directory.close();
  expect(heard.size).toBe(0);
});
