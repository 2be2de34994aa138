import { beforeEach, describe, expect, it } from "vitest";
import type { Event as Fact, FileEntry } from "../wire/generated";
import { Album } from "./album";

const entry = (name: string, more: Partial<FileEntry> = {}): FileEntry => ({
  id: `ent_${name}`,
  path: `/ann/${name}`,
  name,
  kind: "file",
  size: 3,
  parent_id: "ent_dir",
  owner: "ann",
  created_at: "",
  modified_at: "",
  etag: "1",
  ...more,
});
const fact = (happened: string, told: FileEntry): Fact => ({ id: 1, at: "", type: `file.${happened}`, subject: told.id, data: { happened, entry: told } }) as unknown as Fact;

let there: FileEntry[];
let readable: boolean;
let album: Album;

beforeEach(() => {
  there = [entry("10.png"), entry("2.png"), entry("a.txt"), entry(".hidden.png"), entry("1.png"), entry("b.png", { kind: "directory" })];
  readable = true;
  const source = {
    stat: (id: string) => {
      const found = there.find((one) => one.id === id);
      return found ? Promise.resolve(found) : Promise.reject(new Error("There is no such file."));
    },
    async *list() {
      if (!readable) throw new Error("You may not read this.");
      yield there.slice(0, 3);
      yield there.slice(3);
    },
  };
  album = new Album(source, ({ name }) => name.split(".").at(-1) ?? "");
});

const names = (): string[] => album.entries.value.map((one) => one.name);

describe("a row of files", () => {
  it("is what is of the same sort in the folder, as people count", async () => {
    await album.open("ent_2.png");
    expect([names(), album.at.value]).toEqual([["1.png", "2.png", "10.png"], 1]);
    expect([album.neighbour(-1)?.name, album.neighbour(1)?.name, album.neighbour(2)]).toEqual(["1.png", "10.png", null]);
    await album.open("ent_10.png");
    expect([album.entry.value?.name, album.neighbour(1)]).toEqual(["10.png", null]);
  });

  it("is one alone where the folder may not be read", async () => {
    readable = false;
    await album.open("ent_2.png");
    expect([names(), album.trouble.value]).toEqual([["2.png"], null]);
  });

  it("says why nothing can be shown", async () => {
    await album.open("ent_x.png");
    expect([album.entry.value, album.trouble.value]).toEqual([null, "There is no such file."]);
  });

  it("follows what happens in the folder", async () => {
    await album.open("ent_2.png");
    album.hear(fact("added", entry("3.png")));
    album.hear(fact("added", entry("3.txt")));
    album.hear(fact("added", entry("4.png", { parent_id: "ent_elsewhere" })));
    album.hear(fact("updated", entry("2.png", { etag: "2" })));
    expect([names(), album.entry.value?.etag]).toEqual([["1.png", "2.png", "3.png", "10.png"], "2"]);
    album.hear(fact("moved", entry("1.png", { parent_id: "ent_elsewhere" })));
    expect(names()).toEqual(["2.png", "3.png", "10.png"]);
  });

  it("goes on to the next when what is shown is removed, until there is none", async () => {
    await album.open("ent_2.png");
    for (const name of ["2.png", "10.png"]) album.hear(fact("removed", entry(name)));
    expect(album.entry.value?.name).toBe("1.png");
    album.hear(fact("removed", entry("1.png")));
    expect([album.entry.value, album.trouble.value]).toEqual([null, "It was removed."]);
  });

  it("holds on to what is shown while all is read again", async () => {
    await album.open("ent_2.png");
    there = [entry("2.png"), entry("3.png")];
    album.hear(null);
    expect([names(), album.entry.value?.name]).toEqual([["1.png", "2.png", "10.png"], "2.png"]);
    await expect.poll(names).toEqual(["2.png", "3.png"]);
    expect(album.entry.value?.name).toBe("2.png");
  });
});
