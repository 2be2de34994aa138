import { expect, it } from "vitest";
import type { FileEntry } from "../../wire/generated";
import { findDeep } from "./deep-find";
import type { Finds } from "./finding";

const entry = (path: string, kind: FileEntry["kind"]): FileEntry => ({ id: path, path, name: path.split("/").at(-1) ?? "", kind }) as FileEntry;

/** Each directory holds the next one, and a file. */
const store = {
  async *list(path: string) {
    yield await Promise.resolve([entry(`${path}/d`, "directory"), entry(`${path}/Log ${path.length}`, "file")]);
  },
};

it("finds at any depth, tells what it has meanwhile, and says that there is more", async () => {
  const told: Finds[] = [];
  const found = await findDeep({ store, text: "log", under: "/m", stopped: new AbortController().signal, tell: (finds) => told.push(finds), bounds: { directories: 3, entries: 100 } });
  expect(found.entries.map((one) => one.path)).toEqual(["/m/Log 2", "/m/d/Log 4", "/m/d/d/Log 6"]);
  expect([found.cut, told[0]?.entries.length]).toEqual([true, 1]);
});
