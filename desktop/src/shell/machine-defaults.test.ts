import { expect, it } from "vitest";
import { MachineDefaults } from "./machine-defaults";

function defaults(stored: unknown) {
  const written: unknown[] = [];
  const kv = { read: () => Promise.resolve(stored), write: (_name: string, value: unknown) => (written.push(value), Promise.resolve()) };
  return { written, own: new MachineDefaults({ storage: { read: () => null, write: () => undefined }, key: "key", kv }) };
}

const IMAGES = [
  { name: "debian", state: "ready" },
  { name: "alpine", state: "ready" },
  { name: "busybox", state: "preparing" },
] as const;

/** Begun, and what the server has is there. */
async function followed(own: Pick<MachineDefaults, "follow">): Promise<void> {
  own.follow({ listen: () => () => undefined });
  await new Promise((done) => setTimeout(done));
}

it("begins small and with what is there, until its person says otherwise", async () => {
  const { own, written } = defaults(null);
  await followed(own);
  expect([own.value.value.size, own.imageOf(IMAGES), own.imageOf([])]).toEqual(["small", "debian", null]);
  own.change({ image: "alpine" });
  own.change({ size: "large" });
  expect(own.imageOf(IMAGES)).toBe("alpine");
  expect(written.at(-1)).toEqual({ image: "alpine", size: "large" });
});

it("is what was chosen on another device, as far as that can be had", async () => {
  const { own } = defaults({ image: "busybox", size: "medium" });
  await followed(own);
  expect([own.value.value.size, own.imageOf(IMAGES)]).toEqual(["medium", "debian"]);
});

it.each(["text", [], { image: 3, size: "vast" }])("makes the best of what is damaged: %j", async (stored) => {
  const { own } = defaults(stored);
  await followed(own);
  expect(own.value.value).toEqual({ image: "", size: "small" });
});
