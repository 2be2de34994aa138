import { expect, it } from "vitest";
import { Recents } from "./recents";

function storageWith(text: string | null) {
  const kept = { text };
  return { kept, storage: { read: () => kept.text, write: (_key: string, written: string) => void (kept.text = written) } };
}

const recent = (id: string) => ({ id, label: id.toUpperCase(), note: "" });

it("has what was used last first, once, and finds it again", () => {
  const { storage } = storageWith(null);
  const recents = new Recents(storage, "recent");
  ["a", "b", "a"].forEach((id) => recents.add(recent(id)));
  expect(new Recents(storage, "recent").list.value).toEqual([recent("a"), recent("b")]);
});

it("forgets what was used long ago", () => {
  const { storage } = storageWith(null);
  const recents = new Recents(storage, "recent");
  for (let at = 0; at < 100; at += 1) recents.add(recent(`${at}`));
  expect(recents.list.value.length).toBe(24);
  expect(recents.list.value[0]?.id).toBe("99");
});

it.each(["{", "7", '{"id": "a"}', '[7, null, {"id": "a"}]'])("believes nothing that is damaged: %s", (text) => {
  expect(new Recents(storageWith(text).storage, "recent").list.value).toEqual([]);
});
