import { expect, it } from "vitest";
import type { Event as Fact, Image, Machine, Snapshot } from "../wire/generated";
import type { Api } from "./api";
import { Live } from "./live";

const machine = (id: string, state: Machine["state"]): Machine => ({ id, name: id, state }) as Machine;
const image = (id: string): Image => ({ id, name: id, state: "preparing" }) as Image;
const snapshot = (id: string): Snapshot => ({ id, name: id, machine_id: "m" }) as Snapshot;
const kept = (thing: Snapshot): Fact => ({ id: 0, at: "", type: "snapshot.created", subject: thing.id, data: { ...thing } });
const changed = (thing: Machine): Fact => ({ id: 1, at: "", type: "machine.changed", subject: thing.id, data: { ...thing } });

const listing = <T>(things: readonly T[]): { list(): Promise<readonly T[]> } => ({ list: () => Promise.resolve(things) });

function liveWith(machines: readonly Machine[], images: readonly Image[] = [], snapshots: readonly Snapshot[] = []): Live {
  const api = { machines: listing(machines), snapshots: listing(snapshots), images: listing(images) };
  return new Live(api as unknown as Api);
}

it("knows nothing before it has read, then all of it in order of names", async () => {
  const live = liveWith([machine("b", "running"), machine("a", "stopped")]);
  expect(live.ready.value).toBe(false);
  await live.resync();
  expect(live.ready.value).toBe(true);
  expect(live.machines.value.map((one) => one.id)).toEqual(["a", "b"]);
});

it("follows facts", async () => {
  const live = liveWith([machine("a", "stopped")]);
  await live.resync();
  live.take(changed(machine("a", "running")));
  live.take(changed(machine("b", "starting")));
  expect(live.machines.value.map((one) => one.state)).toEqual(["running", "starting"]);
  live.take({ ...changed(machine("a", "running")), type: "machine.removed", data: {} });
  expect(live.machines.value.map((one) => one.id)).toEqual(["b"]);
});

it("follows snapshots, whoever takes and removes them", async () => {
  const live = liveWith([], [], [snapshot("first")]);
  await live.resync();
  live.take(kept(snapshot("second")));
  live.take(kept(snapshot("second"))); // the answer to who asked for it came before
  expect(live.snapshots.value.map((one) => one.id)).toEqual(["first", "second"]);
  live.take({ ...kept(snapshot("first")), type: "snapshot.removed", data: {} });
  expect(live.snapshots.value.map((one) => one.id)).toEqual(["second"]);
  live.forget();
  expect(live.snapshots.value).toEqual([]);
});

it("does not lose a fact that comes while an older list is on its way", async () => {
  const live = liveWith([machine("a", "stopped")]);
  const reading = live.resync();
  live.take(changed(machine("a", "running")));
  await reading;
  expect(live.machines.value[0]?.state).toBe("running");
});

it("takes an image's progress whole or alone", async () => {
  const live = liveWith([], [image("i")]);
  await live.resync();
  const progress = { step: "unpacking", done: 1, total: 2 };
  live.take({ id: 1, at: "", type: "image.progress", subject: "i", data: progress });
  expect(live.images.value[0]?.progress).toEqual(progress);
  live.take({ id: 2, at: "", type: "image.progress", subject: "i", data: { ...image("i"), state: "ready" } });
  expect(live.images.value[0]?.state).toBe("ready");
});

it("goes on after a reading that failed", async () => {
  const api = { machines: { list: () => Promise.reject(new Error("away")) }, snapshots: listing([]), images: listing([]) };
  const live = new Live(api as unknown as Api);
  const reading = live.resync();
  live.take(changed(machine("a", "running")));
  await expect(reading).rejects.toThrow("away");
  live.take(changed(machine("b", "running")));
  expect(live.machines.value.map((one) => one.id)).toEqual(["a", "b"]);
});
