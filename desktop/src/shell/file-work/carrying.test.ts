import { beforeEach, expect, it } from "vitest";
import type { FileStore } from "../../client/file-store";
import type { FilesApi } from "../../client/files-api";
import type { FileEntry } from "../../wire/generated";
import { Carrier } from "./carrying";
import type { Dropped } from "./uploads";

const settled = async (): Promise<void> => void (await new Promise((done) => setTimeout(done)));
const MACHINE = "machine:m/";
let there: Map<string, readonly FileEntry[]>; // what directories hold
let gone: string[];
let told: string[];
let sent: readonly Dropped[];

const entry = (path: string, kind: FileEntry["kind"] = "file", etag = "1"): FileEntry => ({ id: path, path, name: path.split("/").at(-1) ?? "", kind, size: 3, etag, modified_at: "" }) as FileEntry;

function carrier(): Carrier {
  const store = {
    stat: (path: string) => Promise.resolve(there.has(path) ? entry(path, "directory") : entry(path)),
    async *list(path: string) {
      yield await Promise.resolve(there.get(path) ?? []);
    },
    remove: (path: string) => Promise.resolve(void gone.push(`removed ${path}`)),
    trash: (path: string) => Promise.resolve(void gone.push(`trashed ${path}`)),
  } as unknown as FileStore & FilesApi;
  return new Carrier({ stores: { house: store, of: () => store }, uploads: { add: (dropped) => void (sent = dropped) }, tell: (_, text) => told.push(text) });
}

const end = (arrived: (path: string) => boolean): void => sent.forEach(({ path, arrivals }) => arrivals?.end(path, arrived(path)));

beforeEach(() => {
  there = new Map([[`${MACHINE}d`, [entry(`${MACHINE}d/a`), entry(`${MACHINE}d/e`, "directory")]], [`${MACHINE}d/e`, []]]);
  [gone, told, sent] = [[], [], []];
});

it("copies, and takes nothing away", async () => {
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "copy");
  expect(sent.map(({ path, arrivals }) => [path, arrivals])).toEqual([["d/a", undefined], ["d/e", undefined]]);
  await settled();
  expect(gone).toEqual([]);
});

it("takes away what was cut when all of it has arrived, each by itself", async () => {
  await carrier().carry([entry(`${MACHINE}d`, "directory"), entry("/ann/b")], "/ann", "move");
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
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "move");
  change();
  end(() => true);
  await settled();
  expect([gone, told]).toEqual([[], ["“d” stays where it was: it has changed meanwhile"]]);
});

it("leaves what was cut where it is when not all of it could be copied", async () => {
  there.set(`${MACHINE}d/e`, [entry(`${MACHINE}d/e/link`, "shortcut")]);
  await carrier().carry([entry(`${MACHINE}d`, "directory")], "/ann", "move");
  end(() => true);
  await settled();
  expect([gone, told.length]).toEqual([[], 2]);
});
