import { expect, it } from "vitest";
import type { FilesApi } from "../../client/files-api";
import { ApiError } from "../../client/http";
import type { FileEntry } from "../../wire/generated";
import { Conflicts } from "./conflicts";
import { Operations } from "./operations";

const entry = (path: string): FileEntry => ({
  id: path,
  path,
  name: path.split("/").at(-1) ?? "",
  kind: "file",
  size: 0,
  parent_id: path.split("/").slice(0, -1).join("/"),
  owner: "ann",
  created_at: "",
  modified_at: "",
});
const taken = new ApiError({ title: "", status: 409, detail: "there is one", code: "file_exists", kind: "conflict" });

function desk(refuse: (order: { overwrite?: boolean; dedupe?: boolean; source?: string }) => boolean = () => false) {
  const asked: [string, unknown][] = [];
  const told: string[] = [];
  const api = new Proxy(
    {},
    {
      get: (_, verb: string) => (order: { source?: string }) => {
        asked.push([verb, order]);
        return typeof order === "object" && refuse(order) ? Promise.reject(taken) : Promise.resolve(entry(typeof order === "string" ? order : (order.source ?? "/ann/made")));
      },
    },
  ) as FilesApi;
  const conflicts = new Conflicts();
  const carried: [readonly string[], string, string][] = [];
  const mkdir = (order: { path: string }) => Promise.resolve((asked.push(["mkdir", order]), entry(order.path)));
  const machine = { mkdir, rename: (ref: string) => Promise.resolve(entry(ref)) } as unknown as FilesApi;
  const stores = { house: api, of: (path: string) => (path.startsWith("machine:") ? machine : api) };
  const carry = (entries: readonly FileEntry[], into: string, way: string) => Promise.resolve(void carried.push([entries.map((one) => one.path), into, way]));
  return { operations: new Operations({ stores, conflicts, tell: (_, text) => told.push(text), carry }), conflicts, asked, told, carried };
}

it("copies what lies in another place, and leaves it where it is", async () => {
  const { operations, asked, carried } = desk();
  await operations.lay([entry("machine:m/etc/hosts"), entry("/ann/a")], "/ann/Documents", "move");
  expect(carried).toEqual([[["machine:m/etc/hosts"], "/ann/Documents", "copy"]]);
  expect(asked).toEqual([["move", { source: "/ann/a", into: "/ann/Documents", dedupe: false }]]);
});

it("moves what was cut in another place", async () => {
  const { operations, carried } = desk();
  operations.clipboard.value = { how: "cut", entries: [entry("machine:m/etc/hosts")] };
  await operations.paste("/ann/Documents");
  expect([carried, operations.clipboard.value]).toEqual([[[["machine:m/etc/hosts"], "/ann/Documents", "move"]], null]);
});

it("offers no way back where there is no trash, and none into it", async () => {
  const { operations, asked, told } = desk();
  await operations.mkdir("machine:m/tmp", "new");
  await operations.lay([entry("machine:m/tmp/new")], "/ann/Trash", "move");
  expect([operations.undoable, asked.map(([verb]) => verb), told]).toEqual([null, ["mkdir"], ["A machine has no trash. What is in it is deleted there, for ever."]]);
  await operations.rename(entry("machine:m/tmp/new"), "old");
  expect(operations.undoable).toBe("rename");
});

it("moves what is not there already, and back again", async () => {
  const { operations, asked } = desk();
  await operations.move([entry("/ann/a"), entry("/ann/Documents/b"), entry("/ann/Documents")], "/ann/Documents");
  expect(asked).toEqual([["move", { source: "/ann/a", into: "/ann/Documents", dedupe: false }]]);
  expect(operations.undoable).toBe("move");
  await operations.undo();
  expect(asked.at(-1)).toEqual(["move", { source: "/ann/a", into: "/ann", name: "a", dedupe: true }]);
  expect(operations.undoable).toBeNull();
});

it("asks where a name is taken", async () => {
  const { operations, conflicts, asked } = desk((order) => !order.overwrite && !order.dedupe);
  const copying = operations.copy([entry("/ann/a"), entry("/ann/b")], "/ann/Documents");
  while (conflicts.question.value === null) await Promise.resolve();
  conflicts.question.value.answer("replace", true);
  await copying;
  expect(asked.filter((one) => JSON.stringify(one).includes("overwrite"))).toHaveLength(2);
});

it("copies beside itself without a question", async () => {
  const { operations, asked } = desk();
  await operations.copy([entry("/ann/a")], "/ann");
  expect(asked).toEqual([["copy", { source: "/ann/a", into: "/ann", dedupe: true }]]);
});

it("says what went wrong, and undoes only what was done", async () => {
  const { operations, conflicts, told } = desk(() => true);
  const moving = operations.move([entry("/ann/a")], "/ann/Documents");
  while (conflicts.question.value === null) await Promise.resolve();
  conflicts.question.value.answer("beside", false);
  await moving;
  expect(told).toEqual(["there is one"]);
  expect(operations.undoable).toBeNull();
});

it("pastes what was cut once, and what was copied as often as wanted", async () => {
  const { operations, asked } = desk();
  operations.clipboard.value = { how: "cut", entries: [entry("/ann/a")] };
  await operations.paste("/ann/Documents");
  await operations.paste("/ann/Documents");
  expect(asked).toHaveLength(1);
});

it("compresses and unpacks, and takes back what that made", async () => {
  const { operations, asked } = desk();
  await operations.pack([entry("/ann/a"), entry("/ann/b")], "/ann");
  expect(asked.at(-1)).toEqual(["pack", ["/ann/a", "/ann/b"]]);
  expect(operations.undoable).toBe("compress");
  await operations.undo();
  expect(asked.at(-1)?.[0]).toBe("trash");
});

it("takes back a new file, and what was put back", async () => {
  const { operations, asked } = desk();
  await operations.create("/ann", "New.txt");
  expect(operations.undoable).toBe("new-file");
  await operations.undo();
  await operations.restore([entry("/ann/Trash/a")]);
  expect(operations.undoable).toBe("restore");
  await operations.undo();
  expect(asked.map(([verb]) => verb)).toEqual(["create", "trash", "restore", "trash"]);
});

it("throws away what is laid into the trash, and moves or copies into any other folder", async () => {
  const { operations, asked } = desk();
  await operations.lay([entry("/ann/Desktop/a")], "/ann/Trash", "move");
  await operations.lay([entry("/ann/Desktop/b")], "/ann/Documents", "copy");
  await operations.lay([entry("/ann/Desktop/c")], "/ann/Documents/Trash", "move");
  await operations.lay([entry("/ann/Trash/d")], "/ann/Trash", "move");
  expect(asked).toEqual([
    ["trash", "/ann/Desktop/a"],
    ["copy", { source: "/ann/Desktop/b", into: "/ann/Documents", dedupe: false }],
    ["move", { source: "/ann/Desktop/c", into: "/ann/Documents/Trash", dedupe: false }],
  ]);
  expect(operations.undoable).toBe("move");
});
