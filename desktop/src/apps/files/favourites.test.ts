import { expect, it } from "vitest";
import { Favourites } from "./favourites";

function desk(server: Map<string, unknown>) {
  const browser = new Map<string, string>();
  return new Favourites({
    storage: { read: (key) => browser.get(key) ?? null, write: (key, text) => void browser.set(key, text) },
    key: "files.favourites.ann",
    kv: { read: (name) => Promise.resolve(server.get(name) ?? null), write: (name, value) => Promise.resolve(void server.set(name, value)) },
  });
}

/** Begun, and what the server has is there. */
async function followed(own: Pick<Favourites, "follow">): Promise<void> {
  own.follow({ listen: () => () => undefined });
  await new Promise((done) => setTimeout(done));
}

it("keeps each folder once, in the order in which they came, on every device", async () => {
  const server = new Map<string, unknown>();
  const laptop = desk(server);
  for (const id of ["b", "a", "b"]) laptop.add(id);
  expect(laptop.ids.value).toEqual(["b", "a"]);
  const tablet = desk(server);
  await followed(tablet);
  expect(tablet.has("a")).toBe(true);
  tablet.remove("b");
  expect(server.get("files.favourites")).toEqual(["a"]);
});

it("takes nothing from what is damaged", async () => {
  const tablet = desk(new Map<string, unknown>([["files.favourites", ["a", 7, null]]]));
  await followed(tablet);
  expect(tablet.ids.value).toEqual(["a"]);
});

it("puts one in another's place, or a place up or down among those that are shown", async () => {
  const server = new Map<string, unknown>([["files.favourites", ["a", "gone", "b", "c"]]]);
  const laptop = desk(server);
  await followed(laptop);
  laptop.move("c", "a");
  expect(laptop.ids.value).toEqual(["c", "a", "gone", "b"]);
  laptop.step("b", -1, ["c", "a", "b"]);
  expect(laptop.ids.value).toEqual(["c", "b", "a", "gone"]);
  laptop.step("c", -1, ["c", "b", "a"]);
  laptop.move("b", "nowhere");
  expect(laptop.ids.value).toEqual(["c", "b", "a", "gone"]);
});
