import { beforeEach, expect, it } from "vitest";
import { Drafts, type Draft } from "./drafts";

const draft = (text: string): Draft => ({ text, version: "1", at: 2 });
let kept: Map<string, string>;
const storage = { read: (key: string) => kept.get(key) ?? null, write: (key: string, text: string) => void kept.set(key, text) };

beforeEach(() => void (kept = new Map()));

it("is found again, until it is let go", () => {
  new Drafts(storage, "ann").put("a", draft("one"));
  new Drafts(storage, "ann").put("a", draft("two"));
  expect(new Drafts(storage, "ann").of("a")).toMatchObject(draft("two"));
  new Drafts(storage, "ann").drop("a");
  expect(new Drafts(storage, "ann").of("a")).toBeNull();
  expect([...kept.values()]).toEqual(["[]"]);
});

it("is seen by nobody else", () => {
  new Drafts(storage, "ann").put("a", draft("one"));
  expect(new Drafts(storage, "ben").of("a")).toBeNull();
});

it("the oldest give way", () => {
  const drafts = new Drafts(storage, "ann");
  for (let at = 0; at < 50; at++) drafts.put(`f${at}`, draft("x"));
  expect([drafts.of("f9"), drafts.of("f10")]).toMatchObject([null, { text: "x" }].map((one) => one ?? null));
  drafts.put("long", draft("x".repeat(1024 * 1024)));
  expect([drafts.of("f49"), drafts.of("long")?.text.length]).toEqual([null, 1024 * 1024]);
  drafts.put("long", draft("x".repeat(1024 * 1024 + 1)));
  expect(drafts.of("long")).toBeNull();
});

it.each(["{", "{}", "null", '[null, 1, {"ref": "a"}]'])("%s is no draft", (stored) => {
  kept.set("editor.drafts.ann", stored);
  expect(new Drafts(storage, "ann").of("a")).toBeNull();
});
