// What every place that keeps texts holds to, on twins of what is behind it.

import { beforeEach, describe, expect, it } from "vitest";
import type { Event as Fact, FileEntry, FileStat } from "../wire/generated";
import { ApiError } from "./http";
import { houseTexts } from "./house-texts";
import { machineIn, machineRef, outside } from "./machine-refs";
import { machineTexts } from "./machine-texts";
import { linesThatSay } from "../core/lines-that-say";
import { isWithin } from "../core/within";
import type { Listener } from "./live";
import { ChangedError, GoneError, inOrder, type News, type TextStore } from "./text-store";

/** A place with `notes.md` in a directory that also holds `img` and `2.txt`, which others can change. */
interface World {
  readonly store: TextStore;
  readonly ref: string; // of notes.md
  readonly directory: string;
  readonly content: () => string | null;
  readonly deeds: readonly string[]; // what was asked of the place
  readonly change: (content: string) => void;
  readonly remove: () => void;
  /** What lets a change be noticed. */
  readonly notice: () => void;
}

const refusal = (code: string): ApiError => new ApiError({ title: "", status: 409, detail: code, code, kind: "conflict" });

function house(): World {
  let content: string | null = "# a";
  let version = 1;
  const listeners = new Set<Listener>();
  const deeds: string[] = [];
  const entry = (name: string, kind: "file" | "directory" = "file"): FileEntry =>
    ({ id: `ent_${name}`, path: `/ann/docs/${name}`, name, kind, size: content?.length ?? 0, etag: String(version), mode: "manage" }) as FileEntry;
  const told = (happened: string): Fact => ({ id: 1, at: "", type: `file.${happened}`, subject: "", data: { happened, entry: entry("notes.md") } }) as unknown as Fact;
  const missing = (): Promise<never> => Promise.reject(refusal("file_not_found"));
  const files = {
    stat: () => (content === null ? missing() : Promise.resolve(entry("notes.md"))),
    text: () => Promise.resolve(content ?? ""),
    write: (path: string, text: string, etag: string | null) => {
      if (etag !== null && etag !== String(version)) return Promise.reject(refusal("content_changed"));
      if (content === null && path.startsWith("ent_")) return missing();
      content = text;
      version += 1;
      return Promise.resolve({ ...entry("notes.md"), mode: "" } as FileEntry);
    },
    list: async function* () {
      yield [entry("notes.md"), entry("10.txt")];
      yield [entry("img", "directory"), entry("2.txt")];
    },
    url: (path: string) => `/files?${path}`,
    searchContents: (text: string) => Promise.resolve(content?.includes(text) ? [{ entry: entry("notes.md"), excerpt: "", marks: [] }] : []),
    mkdir: ({ path }: { path: string }) => (deeds.push(`make ${path}/`), Promise.resolve({ ...entry("new"), path })),
    add: (path: string) => (deeds.push(`make ${path}`), Promise.resolve(entry("new"))),
    rename: (path: string, name: string) => (deeds.push(`rename ${path} ${name}`), Promise.resolve(entry(name))),
    trash: (path: string) => (deeds.push(`trash ${path}`), Promise.resolve(entry("notes.md"))),
  };
  const live = { listen: (hear: Listener) => (listeners.add(hear), () => listeners.delete(hear)) };
  return {
    deeds,
    store: houseTexts(files, live),
    ref: "ent_notes.md",
    directory: "/ann/docs",
    content: () => content,
    change: (text) => {
      content = text;
      version += 1;
    },
    remove: () => (content = null),
    notice: () => listeners.forEach((hear) => hear(told(content === null ? "removed" : "updated"))),
  };
}

function machine(): World {
  let content: string | null = "# a";
  let version = 1;
  const looks = new Set<() => void>();
  const deeds: string[] = [];
  const said = (text: string): string => linesThatSay(content ?? "", text).map((one) => `/srv/docs/notes.md:${one.line}:${one.text}\n`).join("") + "/srv/a.o:2:\0\n";
  const run = (_machine: string, argv: readonly string[]) => {
    deeds.push(argv.join(" "));
    const taken = argv.includes("/srv/docs/img");
    return Promise.resolve({ code: taken ? 1 : 0, stdout: argv.join(" ").includes("grep") ? said(argv.at(-1) ?? "") : "", stderr: taken ? "/srv/docs/img is there already\n" : "" });
  };
  const stat = (name: string, type: FileStat["type"] = "file"): FileStat => ({ name, type, mode: 0o644, uid: 0, gid: 0, size: content?.length ?? 0, modified_at: String(version) });
  const missing = (): Promise<never> => Promise.reject(refusal("not_found"));
  const files = {
    stat: () => (content === null ? missing() : Promise.resolve(stat("notes.md"))),
    list: () => Promise.resolve([stat("notes.md"), stat("10.txt"), stat("img", "directory"), stat("2.txt")]),
    text: () => Promise.resolve(content ?? ""),
    write: (_machine: string, _path: string, text: string) => {
      content = text;
      version += 1;
      return Promise.resolve(stat("notes.md"));
    },
    run,
  };
  const onReturn = (look: () => void) => (looks.add(look), () => looks.delete(look));
  return {
    deeds,
    store: machineTexts({ files, machine: "mch_a", name: () => "hearth", onReturn }),
    ref: machineRef("mch_a", "/srv/docs/notes.md"),
    directory: machineRef("mch_a", "/srv/docs"),
    content: () => content,
    change: (text) => {
      content = text;
      version += 1;
    },
    remove: () => (content = null),
    notice: () => looks.forEach((look) => look()),
  };
}

describe.each([
  ["the house", house],
  ["a machine", machine],
])("texts of %s", (_name, make) => {
  let world: World;
  beforeEach(() => {
    world = make();
  });
  const find = () => world.store.find(world.ref);
  const signal = new AbortController().signal;

  it("are found, read and written over", async () => {
    const kept = await find();
    expect(kept).toMatchObject({ ref: world.ref, name: "notes.md", directory: world.directory, size: 3, writable: true, file: true });
    expect(await world.store.read(kept, signal)).toBe("# a");
    const written = await world.store.write(kept, "# b", "read");
    expect(world.content()).toBe("# b");
    expect(written).toMatchObject({ ref: world.ref, writable: true });
    expect(await world.store.write(written, "# c", "read")).toMatchObject({ ref: world.ref }); // it is known as it was written
  });

  it("are not written over when they hold something else by now, unless that is wanted", async () => {
    const kept = await find();
    world.change("# theirs");
    await expect(world.store.write(kept, "# mine", "read")).rejects.toBeInstanceOf(ChangedError);
    expect(world.content()).toBe("# theirs");
    await world.store.write(kept, "# mine", "anything");
    expect(world.content()).toBe("# mine");
  });

  it("are not made anew by mistake", async () => {
    const kept = await find();
    world.remove();
    await expect(world.store.write(kept, "# mine", "read")).rejects.toBeInstanceOf(GoneError);
    expect(world.content()).toBe(null);
    await world.store.write(kept, "# mine", "nothing");
    expect(world.content()).toBe("# mine");
  });

  it("tell what becomes of them, as long as somebody listens", async () => {
    const heard: News[] = [];
    const kept = await find();
    const stop = world.store.follow(world.ref, (news) => heard.push(news));
    world.change("# more");
    world.notice();
    await expect.poll(() => heard).toMatchObject([{ happened: "seen", now: { ref: world.ref } }]);
    expect(heard[0]).not.toMatchObject({ now: { version: kept.version } });
    world.remove();
    world.notice();
    await expect.poll(() => heard.at(-1)?.happened).toBe("gone");
    stop();
    world.notice();
    expect(heard).toHaveLength(2);
  });

  it("lie in directories that are listed, and left outwards", async () => {
    const { store, directory } = world;
    const found = await store.list(directory, signal);
    expect(found.map(({ name, directory: is }) => (is ? `${name}/` : name))).toEqual(["img/", "2.txt", "10.txt", "notes.md"]);
    expect(found.at(-1)?.ref).toBe(world.ref);
    expect(isWithin(found[0]?.ref ?? "", directory)).toBe(true);
    expect(store.nameOf(found[0]?.ref ?? "")).toBe("img");
    let outer: string | null = directory;
    for (let at = 0; at < 9 && outer !== null; at += 1) outer = store.above(outer);
    expect(outer).toBe(null);
  });

  it("are searched, line by line", async () => {
    world.change("one\nTwo # a");
    const found = await world.store.search("# a", world.directory, signal);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ ref: world.ref });
    expect(found[0]?.path).toMatch(/docs\/notes\.md$/);
    expect(found[0]?.text).toContain("# a");
  });

  it("are made, named and removed", async () => {
    const { store, directory, ref, deeds } = world;
    expect(await store.make(directory, "new", "file")).toBeTruthy();
    expect(await store.make(directory, "new", "directory")).toBe(`${directory}/new`);
    await store.rename(ref, "other.md");
    await store.remove(ref);
    expect(deeds).toHaveLength(4);
    expect(deeds[2]).toContain("other.md");
  });

  it("mean by a relative address what lies near", async () => {
    const kept = await find();
    expect(isWithin(world.store.near(kept, "img/../2.txt"), world.directory)).toBe(true);
    expect(world.store.near(kept, "./2.txt")).toBe(world.store.near(kept, "img/../2.txt"));
  });
});

it("lists go on as people count", () => {
  const item = (name: string, directory = false) => ({ ref: name, name, directory });
  expect(inOrder([item("b10"), item("b9"), item("z", true), item("A")]).map((one) => one.name)).toEqual(["z", "A", "b9", "b10"]);
});

it("a text of a machine is told by where it is", async () => {
  const { store, ref } = machine();
  expect(await store.find(ref)).toMatchObject({ path: "hearth:/srv/docs/notes.md" });
  expect([machineIn(ref), machineIn("ent_a"), machineIn("/ann/machine:x/a")]).toEqual(["mch_a", null, null]);
  expect(store.nameOf(machineRef("mch_a", "/"))).toBe("hearth");
  expect(store.near(await store.find(machineRef("mch_a", "/a.md")), "../../etc/hosts")).toBe(machineRef("mch_a", "/etc/hosts"));
});

it("what a machine refuses is told as it says it", async () => {
  const { store, ref } = machine();
  await expect(store.rename(ref, "img")).rejects.toThrow("/srv/docs/img is there already");
});

it.each([
  ["/", null],
  ["/etc", "/"],
  ["/etc/ssl", "/etc"],
])("%s lies in %s", (path, expected) => {
  expect(outside(path)).toBe(expected);
});
