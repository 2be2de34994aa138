import { expect, it } from "vitest";
import { DockPins, type DockPinsPorts } from "./dock-pins";

function device(server: Map<string, unknown>): DockPinsPorts {
  const kept = new Map<string, string>();
  return {
    storage: { read: (key) => kept.get(key) ?? null, write: (key, text) => void kept.set(key, text) },
    key: "taskbar",
    kv: { read: async (key) => server.get(key) ?? null, write: async (key, value) => void server.set(key, value) },
  };
}

/** Begun, and what the server has is there. */
async function followed(own: Pick<DockPins, "follow">): Promise<void> {
  own.follow({ listen: () => () => undefined });
  await new Promise((done) => setTimeout(done));
}

it("is found again in the browser at once, and on another device", async () => {
  const server = new Map<string, unknown>();
  const laptop = device(server);
  new DockPins(laptop).set(["b", "a"]);
  expect(new DockPins(laptop).pins.value).toEqual(["b", "a"]);
  const tablet = new DockPins(device(server));
  expect(tablet.pins.value).toBeNull();
  await followed(tablet);
  expect(tablet.pins.value).toEqual(["b", "a"]);
});

it("keeps what was changed before the server answered, or while it cannot be reached", async () => {
  const server = new Map<string, unknown>([["desktop.taskbar", ["a"]]]);
  const pins = new DockPins(device(server));
  const looked = followed(pins);
  pins.set(["b"]);
  await looked;
  expect(pins.pins.value).toEqual(["b"]);

  const away = async (): Promise<never> => Promise.reject(new Error("away"));
  const offline = new DockPins({ ...device(server), kv: { read: away, write: away } });
  offline.set(["c"]);
  await followed(offline);
  expect(offline.pins.value).toEqual(["c"]);
});

it("begins with some, which nobody has chosen and another device does not get", async () => {
  const server = new Map<string, unknown>();
  const pins = new DockPins({ ...device(server), first: ["a", "b"] });
  await followed(pins);
  expect(pins.pins.value).toEqual(["a", "b"]);
  expect(server.size).toBe(0);
  pins.set([]);
  expect(pins.pins.value).toEqual([]);
});
