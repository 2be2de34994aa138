import { expect, it } from "vitest";
import { LookSettings } from "./settings";
import { USUAL } from "./look";

function settings(server: Map<string, unknown>) {
  const browser = new Map<string, string>();
  const storage = { read: (key: string) => browser.get(key) ?? null, write: (key: string, text: string) => void browser.set(key, text) };
  const kv = { read: async (key: string) => server.get(key) ?? null, write: async (key: string, value: unknown) => void server.set(key, value) };
  return new LookSettings({ storage, key: "look", kv } as unknown as ConstructorParameters<typeof LookSettings>[0]);
}

it("goes with the person", async () => {
  const server = new Map<string, unknown>();
  const here = settings(server);
  expect(here.look.value).toEqual(USUAL);
  here.choose({ scheme: "nord", cursor: "bar" });
  here.resize(2);
  here.resize(-1);
  const elsewhere = settings(server);
  const stop = elsewhere.follow({ listen: () => () => undefined });
  await Promise.resolve().then(() => Promise.resolve());
  expect(elsewhere.look.value).toEqual({ scheme: "nord", cursor: "bar", fontSize: USUAL.fontSize + 1 });
  elsewhere.resize(null);
  expect(elsewhere.look.value.fontSize).toBe(USUAL.fontSize);
  stop();
});
