import { expect, it } from "vitest";
import type { User } from "../wire/generated";
import { createLock, openFor } from "./lock";

it("is remembered by the browser, for one person", () => {
  const kept = new Map<string, string>();
  const storage = { read: (key: string) => kept.get(key) ?? null, write: (key: string, text: string) => void kept.set(key, text) };
  createLock(storage, "one").lock();
  expect(createLock(storage, "one").locked.value).toBe(true);
  expect(createLock(storage, "other").locked.value).toBe(false);
  createLock(storage, "one").unlock();
  expect(createLock(storage, "one").locked.value).toBe(false);
});

it("is everybody's who may be gone on as from it, and is opened by each alone", () => {
  const kept = new Map<string, string>();
  const storage = { read: (key: string) => kept.get(key) ?? null, write: (key: string, text: string) => void kept.set(key, text) };
  const own = createLock(storage, "one", () => ["one", "other"]);
  own.lock();
  own.unlock();
  expect([own.locked.value, createLock(storage, "other").locked.value]).toEqual([false, true]);
});

it("is opened by who it is proved to be, and by nobody else", () => {
  const said: string[] = [];
  const come = (id: string): void => openFor({ id } as User, { id: "one" }, { unlock: () => said.push("open") }, (other) => said.push(other.id));
  come("other");
  come("one");
  expect(said).toEqual(["other", "open"]);
});
