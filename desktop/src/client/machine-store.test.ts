import { expect, it } from "vitest";
import { freeName } from "../core/file-paths";
import type { FileStat } from "../wire/generated";
import { ApiError } from "./http";
import { machineStore } from "./machine-store";

const { signal } = new AbortController();
const refusal = (code: string): ApiError => new ApiError({ title: "", status: 409, detail: code, code, kind: "conflict" });

/** A machine with these paths, those that end in a slash being directories. */
function machineWith(...paths: string[]) {
  const there = new Map(paths.map((path) => [path.replace(/(.)\/$/, "$1"), path.endsWith("/")]));
  const deeds: string[] = [];
  const statOf = (path: string, type: FileStat["type"] = there.get(path) ? "directory" : "file"): FileStat => ({ name: path.slice(path.lastIndexOf("/") + 1), type, mode: 0o644, uid: 0, gid: 0, size: 4, modified_at: "2026-01-01T00:00:00Z" });
  const world = { awake: true };
  const told = (deed: string): Promise<undefined> => Promise.resolve(void deeds.push(deed));
  const files = {
    stat: (_: string, path: string) => (there.has(path) ? Promise.resolve(statOf(path)) : Promise.reject(refusal("not_found"))),
    list: (_: string, directory: string) => Promise.resolve([...there.keys()].filter((path) => path !== "/" && (path.slice(0, path.lastIndexOf("/")) || "/") === directory).map((path) => (path === "/dev" ? statOf(path, "char") : statOf(path)))),
    text: () => Promise.resolve("text"),
    blob: (_: string, path: string, type: string) => Promise.resolve(new Blob([path], { type })),
    write: (_: string, path: string) => Promise.resolve((there.set(path, false), statOf(path))),
    upload: (_: string, path: string) => Promise.resolve((there.set(path, false), deeds.push(`upload ${path}`), statOf(path))),
    mkdir: (_: string, path: string) => (there.has(path) ? Promise.reject(refusal("exists")) : Promise.resolve(void there.set(path, true)).then(() => undefined)),
    move: (_: string, source: string, destination: string, overwrite: boolean) => (there.set(destination, false), told(`move ${source} ${destination} ${overwrite}`)),
    remove: (_: string, path: string) => told(`remove ${path}`),
    run: (_: string, argv: readonly string[]) => Promise.resolve((there.set(argv.at(-1) ?? "", false), deeds.push(argv.join(" ")), { code: 0, stdout: "", stderr: "" })),
    url: (_: string, path: string) => `/content${path}`,
    treeUrl: (_: string, path: string) => `/tree${path}`,
  };
  const store = machineStore({ files, machine: "m", name: () => "hearth", awake: () => world.awake, follow: () => () => undefined });
  const names = async (directory: string) => {
    const found: string[] = [];
    for await (const part of store.list(directory, signal)) found.push(...part.map((one) => `${one.kind} ${one.path}`));
    return found;
  };
  return { store, deeds, world, names };
}

it("tells of its files as of any, by refs that lead back to them", async () => {
  const { store, names } = machineWith("/", "/etc/", "/pic.png", "/dev");
  expect(await names("machine:m")).toEqual(["directory machine:m/etc", "file machine:m/pic.png", "file machine:m/dev"]);
  expect(await store.stat("machine:m")).toMatchObject({ name: "hearth", kind: "directory", parent_id: "", mode: "write" });
  expect(await store.stat("machine:m/pic.png")).toMatchObject({ id: "machine:m/pic.png", parent_id: "machine:m", media_type: "image/png" });
  const [etc, picture] = await Promise.all([store.stat("machine:m/etc"), store.stat("machine:m/pic.png")]);
  expect(store.saved([etc, picture])).toEqual([
    { url: "/tree/etc", name: "etc.tar" },
    { url: "/content/pic.png", name: "pic.png" },
  ]);
});

it("is not woken by being looked into, and is by what is done in it", async () => {
  const { store, world, names } = machineWith("/", "/tmp/");
  world.awake = false;
  await expect(names("machine:m")).rejects.toThrow("The machine is not awake");
  await expect(store.stat("machine:m/tmp")).rejects.toThrow("The machine is not awake");
  expect(await store.create("machine:m/tmp/new.txt")).toMatchObject({ path: "machine:m/tmp/new.txt" });
});

it("takes a free name where one is asked for, and tells where one is taken", async () => {
  const { store, deeds } = machineWith("/", "/tmp/", "/tmp/a.txt", "/tmp/New folder/");
  expect((await store.mkdir({ path: "machine:m/tmp/New folder", dedupe: true })).path).toBe("machine:m/tmp/New folder (1)");
  expect((await store.mkdir({ path: "machine:m/tmp/New folder", parents: true, exist_ok: true })).path).toBe("machine:m/tmp/New folder");
  await expect(store.mkdir({ path: "machine:m/tmp/New folder" })).rejects.toThrow("exists");
  await expect(store.copy({ source: "machine:m/tmp/a.txt", into: "machine:m/tmp" })).rejects.toThrow("a.txt is there already.");
  expect((await store.copy({ source: "machine:m/tmp/a.txt", into: "machine:m/tmp", dedupe: true })).path).toBe("machine:m/tmp/a (1).txt");
  expect(deeds).toEqual(["cp -a -- /tmp/a.txt /tmp/a (1).txt"]);
});

it("replaces only what has a whole copy beside it", async () => {
  const { store, deeds } = machineWith("/", "/tmp/", "/tmp/a", "/etc/", "/etc/a");
  await store.copy({ source: "machine:m/etc/a", into: "machine:m/tmp", overwrite: true });
  expect(deeds).toEqual(["cp -a -- /etc/a /tmp/a (1)", "remove /tmp/a", "move /tmp/a (1) /tmp/a false"]);
});

it("moves and renames", async () => {
  const { store, deeds } = machineWith("/", "/a");
  expect((await store.rename("machine:m/a", "b")).path).toBe("machine:m/b");
  expect((await store.move({ source: "machine:m/b", into: "machine:m/tmp", overwrite: true })).path).toBe("machine:m/tmp/b");
  expect(deeds).toEqual(["move /a /b false", "move /b /tmp/b true"]);
});

it("is sent files, and asks before it replaces one", async () => {
  const { store, deeds } = machineWith("/", "/tmp/", "/tmp/a.txt");
  const sender = store.sender({ read: () => null, write: () => undefined });
  const send = (how: "new" | "replace" | "beside") => sender.send({ path: "machine:m/tmp/a.txt", content: new File(["abc"], "a.txt"), how, onProgress: () => undefined, signal });
  await expect(send("new")).rejects.toThrow("a.txt is there already.");
  expect((await send("beside")).path).toBe("machine:m/tmp/a (1).txt");
  expect((await send("replace")).path).toBe("machine:m/tmp/a.txt");
  expect(deeds).toEqual(["upload /tmp/a (1).txt", "upload /tmp/a.txt"]);
});

it.each([
  ["a.txt", [], "a.txt"],
  ["a.txt", ["a.txt", "a (1).txt"], "a (2).txt"],
  ["a (1).txt", ["a (1).txt", "a (2).txt"], "a (3).txt"],
  ["folder", ["folder"], "folder (1)"],
  [".rc", [".rc"], ".rc (1)"],
])("a free name for %s beside %j is %s", (name, taken, free) => {
  expect(freeName(name, new Set(taken))).toBe(free);
});

it("tells whose a file is, of a link what it is itself, and wakes nothing for it", async () => {
  const { store, world } = machineWith("/", "/etc/", "/pic.png");
  const picture = await store.stat("machine:m/pic.png");
  expect(await store.about?.(picture)).toMatchObject({ uid: 0, gid: 0, mode: 0o644 });
  expect(await store.about?.({ ...picture, kind: "shortcut" })).toMatchObject({ name: "pic.png" }); // as its directory has it
  expect(await store.about?.({ ...picture, kind: "shortcut", name: "gone" })).toBe(null);
  world.awake = false;
  await expect(store.about?.(picture)).rejects.toThrow("not awake");
});
