import { expect, it } from "vitest";
import type { FileEntry, Grant } from "../../wire/generated";
import { SHARED_WITH_ME, sourceOf } from "./shared-with-me";

const entry = (id: string): FileEntry => ({ id, path: `/ben/${id}`, name: id, kind: "file", size: 0, parent_id: "home", owner: "ben", created_at: "", modified_at: "" });
const grant = (kind: string, object: string): Grant => ({ id: object, kind, object, mode: "read", issuer: { id: "", name: "" }, holder_kind: "user", holder: { id: "", name: "" }, created_at: "" });

const place = {
  stat: (path: string) => Promise.resolve(entry(path)),
  async *list(path: string) {
    await Promise.resolve();
    yield [entry(`in ${path}`)];
  },
};
const house = {
  received: () => Promise.resolve([grant("entry", "a"), grant("app", "chess"), grant("entry", "b"), grant("entry", "a")]),
  statMany: (ids: readonly string[]) => Promise.resolve(ids.map(entry)),
};
const source = sourceOf({ house, of: () => place });

async function read(path: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const part of source.list(path, new AbortController().signal)) found.push(...part.map((one) => one.id));
  return found;
}

it("holds each file and folder that is shared, once", async () => {
  expect((await source.stat(SHARED_WITH_ME)).name).toBe("Shared with me");
  expect(await read(SHARED_WITH_ME)).toEqual(["a", "b"]);
});

it("leaves directories as they are", async () => {
  expect((await source.stat("/ann")).id).toBe("/ann");
  expect(await read("/ann")).toEqual(["in /ann"]);
});
