import { expect, it } from "vitest";
import type { KvApi } from "../client/kv-api";
import { Welcome } from "./welcome";

/** Somebody's browser; `kv` is what all of theirs share. */
function browser(kv: Map<string, unknown>, online = true) {
  const stored = new Map<string, string>();
  const shown: string[] = [];
  const api = {
    read: (key: string) => (online ? Promise.resolve(kv.get(key) ?? null) : Promise.reject(new Error("away"))),
    write: (key: string, value: unknown) => Promise.resolve(void kv.set(key, value)),
  };
  const storage = { read: (key: string) => stored.get(key) ?? null, write: (key: string, text: string) => void stored.set(key, text) };
  return { welcome: new Welcome({ kv: api as KvApi, storage, key: "welcomed.me", show: () => shown.push("tour") }), shown };
}

it("shows people around until they have seen it, in whichever browser", async () => {
  const kv = new Map<string, unknown>();
  const [first, second] = [browser(kv), browser(kv)];
  await first.welcome.greet();
  await first.welcome.greet(); // they closed the page in the middle
  expect(first.shown).toHaveLength(2);
  first.welcome.done();
  await first.welcome.greet();
  await second.welcome.greet();
  expect([first.shown.length, second.shown.length]).toEqual([2, 0]);
});

it("remembers in this browser what it once knew", async () => {
  const kv = new Map<string, unknown>([["desktop.welcomed", "yes"]]);
  const { welcome, shown } = browser(kv);
  await welcome.greet();
  kv.clear();
  await welcome.greet();
  expect(shown).toEqual([]);
});

it("leaves people alone where it cannot know", async () => {
  const { welcome, shown } = browser(new Map(), false);
  await welcome.greet();
  expect(shown).toEqual([]);
});
