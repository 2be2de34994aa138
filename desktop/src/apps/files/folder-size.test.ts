import { expect, it } from "vitest";
import type { FileEntry } from "../../wire/generated";
import { counted } from "./folder-size";

const entry = (name: string, parent_id: string, kind: FileEntry["kind"], size = 0): FileEntry => ({ id: name, path: `/ann/${name}`, name, kind, size, parent_id, owner: "ann", created_at: "", modified_at: "" });
const folder = entry("f", "home", "directory");

it("counts all that is below, and shows first what lies in it", () => {
  const items = [entry("b.txt", "f", "file", 3), entry("d", "f", "directory"), entry(".hidden", "f", "file", 4), entry("deep.txt", "d", "file", 5)];
  const told = counted(folder, { items, complete: true });
  expect(told).toMatchObject({ count: 4, bytes: 12, complete: true });
  expect(told.first.map((one) => one.name)).toEqual(["d", "b.txt"]);
});

it("shows the first few of many", () => {
  const items = Array.from({ length: 40 }, (_, at) => entry(`${at}`, "f", "file", 1));
  expect(counted(folder, { items, complete: false })).toMatchObject({ count: 40, complete: false });
  expect(counted(folder, { items, complete: false }).first).toHaveLength(12);
});
