import { beforeEach, expect, it } from "vitest";
import type { FileStore } from "../../client/file-store";
import type { FilesApi } from "../../client/files-api";
import { ApiError } from "../../client/http";
import type { FileEntry } from "../../wire/generated";
import { Carrier } from "./carrying";
import type { Dropped } from "./uploads";

const settled = async (): Promise<void> => void (await new Promise((done) => setTimeout(done)));
const MACHINE = "machine:m/";
let there: Map<string, readonly FileEntry[]>; // what directories hold
let gone: string[];
let told: string[];
let sent: readonly Dropped[];
let missing: Set<string>;
let ways: [string, () => Promise<unknown>][]; // back

const notThere = new ApiError({ title: "", status: 404, detail: "", code: "file_not_found", kind: "not_found" });
const remember = (what: string, run: () => Promise<unknown>): void => void ways.push([what, run]);

const entry = (path: string, kind: FileEntry["kind"] = "file", etag = "1"): FileEntry => ({ id: path, path, name: path.split("/").at(-1) ?? "", kind, size: 3, etag, modified_at: "" }) as FileEntry;

function carrier(): Carrier {
  const store = {
    stat: (path: string) => (missing.has(path) ? Promise.reject(notThere) : Promise.resolve(entry(path, there.has(path) ? "directory" : "file"))),
    async *list(path: string) {
      yield await Promise.resolve(there.get(path) ?? []);
    },
    remove: (path: string) => Promise.resolve(void gone.push(`removed ${path}`)),
    trash: (path: string) => Promise.resolve((gone.push(`trashed ${path}`), entry(`/ann/Trash/${path.split("/").at(-1) ?? ""}`))),
    restore: (path: string) => Promise.resolve((gone.push(`restored ${path}`), entry(path))),
  } as unknown as FileStore & FilesApi;
  return new Carrier({ stores: { house: store, of: () => store }, uploads: { add: (dropped) => void (sent = dropped) }, tell: (_, text) => told.push(text) });
}

const end = (arrived: (path: string) => boolean): void => sent.forEach(({ path, arrivals }) => arrivals?.end(path, arrived(path)));

beforeEach(() => {
  there = new Map([[`${MACHINE}d`, [entry(`${MACHINE}d/a`), entry(`${MACHINE}d/e`, "directory")]], [`${MACHINE}d/e`, []]]);
  [gone, told, sent, ways] = [[], [], [], []];
  missing = new Set();
});

it("copies, and takes nothing away", async () => {
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "copy", null);
  expect(sent.map(({ path }) => path)).toEqual(["d/a", "d/e"]);
  end(() => true);
  await settled();
  expect(gone).toEqual([]);
});

it("takes away what was cut when all of it has arrived, each by itself", async () => {
  await carrier().carry([entry(`${MACHINE}d`, "directory"), entry("/ann/b")], "/ann", "move", remember);
  end((path) => path !== "b");
  await settled();
  expect([gone, told.length]).toEqual([[`removed ${MACHINE}d`], 2]);
  expect(told).toContain("“b” stays where it was: not all of it was copied");
  sent.at(-1)?.arrivals?.again("b");
  sent.at(-1)?.arrivals?.end("b", true);
  await settled();
  expect(gone.at(-1)).toBe("trashed /ann/b"); // one's own can be put back
});

it.each([
  ["another file came", () => there.set(`${MACHINE}d/e`, [entry(`${MACHINE}d/e/new`)])],
  ["a file was changed", () => there.set(`${MACHINE}d`, [entry(`${MACHINE}d/a`, "file", "2"), entry(`${MACHINE}d/e`, "directory")])],
])("leaves what was cut where it is when %s meanwhile", async (_what, change) => {
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "move", remember);
  change();
  end(() => true);
  await settled();
  expect([gone, told]).toEqual([[], ["“d” stays where it was: it has changed meanwhile"]]);
});

it("leaves what was cut where it is when not all of it could be copied", async () => {
  there.set(`${MACHINE}d/e`, [entry(`${MACHINE}d/e/link`, "shortcut")]);
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "move", remember);
  end(() => true);
  await settled();
  expect([gone, told.length]).toEqual([[], 2]);
});

it("carries what was moved out of a machine back into it", async () => {
  const one = carrier();
  missing.add("/ann/d");
  await one.carry([entry(`${MACHINE}d`, "directory")], "/ann", "move", remember);
  missing.clear();
  end(() => true);
  await settled();
  there.set("/ann/d", [entry("/ann/d/a")]);
  await ways[0]?.[1]();
  end(() => true);
  await settled();
  expect([sent.map(({ path }) => path), gone, ways.length]).toEqual([["d/a"], [`removed ${MACHINE}d`, "trashed /ann/d"], 1]);
});

it.each([
  ["the same", () => undefined, [`removed ${MACHINE}b`], 1],
  ["another", () => there.set(`${MACHINE}b`, [entry(`${MACHINE}b/new`)]), [], 2],
  ["gone", () => missing.add(`${MACHINE}b`), [], 1],
])("takes one's own out of the trash, and the copy away if it is %s", async (_what, change, removed, messages) => {
  missing.add(`${MACHINE}b`);
  await carrier().carry([entry("/ann/b")], "machine:m", "move", remember);
  missing.clear();
  end(() => true);
  await settled();
  change();
  await ways[0]?.[1]();
  expect([gone, told.length]).toEqual([["trashed /ann/b", "restored /ann/Trash/b", ...removed], messages]);
});

it("throws a copy away again, but none in a machine", async () => {
  missing.add("/ann/d").add(`${MACHINE}b`);
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "copy", remember);
  missing.clear();
  end(() => true);
  await settled();
  await ways[0]?.[1]();
  await carrier().carry([entry("/ann/b")], "machine:m", "copy", remember);
  end(() => true);
  await settled();
  expect([gone, ways.map(([what]) => what)]).toEqual([["trashed /ann/d"], ["copy"]]);
});

it("takes several back in one go", async () => {
  missing.add(`${MACHINE}b`).add(`${MACHINE}c`);
  await carrier().carry([entry("/ann/b"), entry("/ann/c"), entry("/ben/c")], "machine:m", "move", remember);
  missing.clear();
  end(() => true);
  await settled();
  expect(ways.length).toBe(1);
  gone = [];
  await ways[0]?.[1]();
  expect(gone).toEqual(["restored /ann/Trash/b", `removed ${MACHINE}b`, "restored /ann/Trash/c", `removed ${MACHINE}c`]); // two came under one name
});

it("knows no way back for what came to something that was there", async () => {
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "move", remember);
  end(() => true);
  await settled();
  expect([gone, ways]).toEqual([[`removed ${MACHINE}d`], []]);
});
