import { expect, it } from "vitest";
import type { FileEntry } from "../../../wire/generated";
import { Instances, type Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import { read, save, show, write } from "./files";

const APP = { id: "app_1", name: "notes", title: "Notes", index_url: "/sites/notes/", visibility: "private", created_at: "", updated_at: "" } as const;
const ENTRY = { id: "ent_1", path: "/ann/a.txt", name: "a.txt", kind: "file", size: 3, modified_at: "then", media_type: "text/plain", etag: "e-1" } as FileEntry;

/** A house that notes as whom what is done. */
function scene({ size = 3, mayUse = true } = {}) {
  const done: string[] = [];
  const note = <T>(what: string, value: T): Promise<T> => Promise.resolve((done.push(what), value));
  const around = {
    filesAs: (token: string) => ({
      stat: (file: string) => note(`${token} looks at ${file}`, { ...ENTRY, size }),
      read: (file: string) => note(`${token} reads ${file}`, new Blob(["abc"])),
      write: (file: string, content: Blob, etag: string | null) => note(`${token} writes ${content.size} into ${file} if ${etag}`, ENTRY),
    }),
    door: {
      stat: (path: string) => Promise.resolve({ uid: "u-1", path, name: "a", is_dir: false }),
      mayUse: (app: string, uid: string, mode: string) => note(`may ${app} ${mode} ${uid}?`, mayUse),
    },
    shell: { user: { name: "ann" }, openers: { open: (path: string) => done.push(`opens ${path}`) } },
  } as unknown as Surroundings;
  const instance = new Instances().start({ app: APP, window: 1 }) as Instance;
  instance.token = "its token";
  return { around, instance, done };
}

it("reads and writes by the app's own token", async () => {
  const { around, instance, done } = scene();
  expect(await (await read(around, instance, "ent_1")).text()).toBe("abc");
  expect(await write(around, instance, { word: "write", file: "ent_1", content: "four", etag: "e-0" })).toMatchObject({ id: "ent_1", etag: "e-1", folder: false, type: "text/plain" });
  expect(done).toEqual(["its token looks at ent_1", "its token reads ent_1", "its token writes 4 into ent_1 if e-0"]);
});

it("passes no more than so much, and no objects", async () => {
  const { around, instance } = scene({ size: 300 * 1024 * 1024 });
  await expect(read(around, instance, "ent_1")).rejects.toMatchObject({ code: "too_large" });
  await expect(save(around, instance, "a", { size: 3 })).rejects.toMatchObject({ code: "unreadable" });
});

it("shows elsewhere only what the app could give away", async () => {
  const may = scene();
  await show(may.around, may.instance, "ent_1");
  expect(may.done.at(-1)).toBe("opens /ann/a.txt");
  const mayNot = scene({ mayUse: false });
  await expect(show(mayNot.around, mayNot.instance, "ent_1")).rejects.toMatchObject({ code: "forbidden" });
  expect(mayNot.done.at(-1)).toBe("may app_1 write u-1?");
});
