import { expect, it } from "vitest";
import { createLock } from "./lock";

it("is remembered by the browser, for one person", () => {
  const kept = new Map<string, string>();
  const storage = { read: (key: string) => kept.get(key) ?? null, write: (key: string, text: string) => void kept.set(key, text) };
  createLock(storage, "lock.one").lock();
  expect(createLock(storage, "lock.one").locked.value).toBe(true);
  expect(createLock(storage, "lock.other").locked.value).toBe(false);
  createLock(storage, "lock.one").unlock();
  expect(createLock(storage, "lock.one").locked.value).toBe(false);
});
