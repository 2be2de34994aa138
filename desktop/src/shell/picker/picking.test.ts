import { describe, expect, it } from "vitest";
import type { FilesApi } from "../../client/files-api";
import type { FileEntry } from "../../wire/generated";
import { Picking, type Wanted } from "./picking";

const entry = (name: string, kind: FileEntry["kind"] = "file"): FileEntry => ({ id: name, name, kind, size: 1 }) as FileEntry;
const THERE: Readonly<Record<string, readonly FileEntry[]>> = {
  "/ann": [entry("Documents", "directory"), entry("b.png"), entry("a10.txt"), entry("a9.txt")],
  "/ann/Documents": [],
};

async function* list(path: string): AsyncGenerator<readonly FileEntry[]> {
  await Promise.resolve();
  const found = THERE[path];
  if (!found) throw new Error(`${path} is not there`);
  yield found;
}

async function at(path: string, wanted: Partial<Wanted>): Promise<Picking> {
  const picking = new Picking({ list } as unknown as FilesApi, { what: "file", multiple: false, accept: [], name: "", ...wanted }, "/ann");
  await picking.begin(path);
  return picking;
}

const choose = (picking: Picking, name: string, more = false): void => picking.choose(entry(name, name === "Documents" ? "directory" : "file"), more);

describe("choosing", () => {
  it.each<[Partial<Wanted>, string[]]>([
    [{}, ["Documents", "a9.txt", "a10.txt", "b.png"]],
    [{ accept: [".txt"] }, ["Documents", "a9.txt", "a10.txt"]],
    [{ what: "directory" }, ["Documents"]],
  ])("%j shows what can be chosen or gone into", async (wanted, names) => {
    expect((await at("/ann", wanted)).shown.value.map((one) => one.name)).toEqual(names);
  });

  it("takes one file, or several", async () => {
    const one = await at("/ann", {});
    choose(one, "a9.txt");
    choose(one, "b.png", true);
    expect(one.picked()).toEqual(["/ann/b.png"]);
    const several = await at("/ann", { multiple: true });
    choose(several, "a9.txt");
    choose(several, "b.png", true);
    choose(several, "Documents", true);
    expect(several.picked()).toEqual(["/ann/a9.txt", "/ann/b.png"]);
  });

  it("takes the directory that is shown, or the one that is chosen in it", async () => {
    const picking = await at("/ann", { what: "directory" });
    expect(picking.picked()).toEqual(["/ann"]);
    choose(picking, "Documents");
    expect(picking.picked()).toEqual(["/ann/Documents"]);
  });

  it("begins at home when there is no such directory, and says what is wrong when somebody named one", async () => {
    const picking = await at("/ann/gone", {});
    expect([picking.path.value, picking.error.value]).toEqual(["/ann", null]);
    expect(await picking.go("/ann/gone")).toBe(false);
    expect(picking.error.value).toBe("/ann/gone is not there");
  });
});

describe("a name to save under", () => {
  it.each([
    ["new.txt", ["/ann/new.txt"], false],
    [" a9.txt ", ["/ann/a9.txt"], true],
    ["", [], false],
    ["a/b", [], false],
    ["..", [], false],
    ["Documents", [], false],
  ])("%j", async (name, picked, replaces) => {
    const picking = await at("/ann", { what: "save" });
    picking.name.value = name;
    expect([picking.picked(), picking.replaces()]).toEqual([picked, replaces]);
  });

  it("is that of a file that is pressed", async () => {
    const picking = await at("/ann", { what: "save", name: "note.txt" });
    choose(picking, "Documents");
    expect(picking.name.value).toBe("note.txt");
    choose(picking, "a9.txt");
    expect(picking.name.value).toBe("a9.txt");
  });
});
