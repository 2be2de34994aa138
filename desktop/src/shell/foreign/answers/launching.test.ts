import { describe, expect, it, vi } from "vitest";
import type { Item } from "../../../core/foreign/requests";
import { Instances, type Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import { launch } from "./launching";

const APP = { id: "app_1", name: "notes", title: "Notes", index_url: "/sites/notes/", visibility: "private", created_at: "", updated_at: "" } as const;
const OTHER = { ...APP, id: "app_2", name: "drawing", title: "Drawing" };

/** An app that launches another one, and a house in which it may use what `mayUse` names. */
function scene(mayUse: readonly string[]) {
  const instances = new Instances();
  const instance = instances.start({ app: APP, window: 1 }) as Instance;
  const launched: { instance: Instance; item: Item | null; told: Record<string, unknown>[] }[] = [];
  const handed: string[] = [];
  const hidden: number[] = [];
  const door = {
    stat: (path: string) => Promise.resolve({ uid: `u:${path}` }),
    mayUse: (_app: string, subject: string) => Promise.resolve(mayUse.includes(subject)),
    hand: (app: string, uids: readonly string[]) => {
      handed.push(...uids.map((uid) => `${uid} to ${app}`));
      return Promise.resolve(uids.map((uid) => ({ uid, fsentry_name: uid.slice(-1), read_url: `/read/${uid}`, metadata_url: "", path: "" })));
    },
  };
  const around = {
    shell: { api: { apps: { get: () => Promise.resolve(OTHER) } }, desk: { minimise: (window: number) => hidden.push(window) } },
    door,
    launch: (app: typeof OTHER, how: { parent: Instance; item: Item | null }) => {
      const child = instances.start({ app, window: 2 + launched.length, ...how }) as Instance;
      const told: Record<string, unknown>[] = [];
      child.frame = { postMessage: (message: Record<string, unknown>) => told.push(message) } as unknown as Window;
      child.settle(true);
      launched.push({ instance: child, item: how.item, told });
      return child;
    },
  } as unknown as Surroundings;
  const ask = (paths: readonly string[], isHidden = false) => launch(around, instance, { kind: "launch", app: "drawing", args: {}, items: [], paths, hidden: isHidden });
  return { ask, launched, handed, hidden };
}

describe("an app that is launched with files", () => {
  it("opens the first, and hears of the others when it runs", async () => {
    const { ask, launched, handed } = scene(["u:/a", "u:/b"]);
    expect(await ask(["/a", "/b"])).toMatchObject({ usesSDK: true });
    expect([launched[0]?.item?.uid, handed]).toEqual(["u:/a", ["u:/a to app_2", "u:/b to app_2"]]);
    expect(launched[0]?.told).toMatchObject([{ msg: "itemsOpened", items: [{ uid: "u:/b", fsentry_name: "b", read_url: "/read/u:/b" }] }]);
  });

  const said = (about: unknown, by: number): number => Number((about as { msg_id: number }).msg_id) + by;

  it("has a window for each that it does not listen for, once", async () => {
    const { ask, launched } = scene(["u:/a", "u:/b", "u:/c"]);
    await ask(["/a", "/b", "/c"]);
    const [first] = launched;
    first?.instance.hearAnswer(said(first.told[0], 7), true); // about something else
    await Promise.resolve();
    expect(launched).toHaveLength(1);
    first?.instance.hearAnswer(said(first.told[0], 0), true);
    first?.instance.hearAnswer(said(first.told[0], 0), true);
    await vi.waitFor(() => expect(launched.map(({ item }) => item?.uid)).toEqual(["u:/a", "u:/b", "u:/c"]));
  });

  it("keeps them to itself when it listens", async () => {
    const { ask, launched } = scene(["u:/a", "u:/b"]);
    await ask(["/a", "/b"]);
    const [first] = launched;
    first?.instance.hearAnswer(said(first.told[0], 0), false);
    first?.instance.hearAnswer(said(first.told[0], 0), true);
    await new Promise((done) => setTimeout(done));
    expect(launched).toHaveLength(1);
  });

  it("is given none of them when the app that launches it may not use one", async () => {
    const { ask, launched, handed } = scene(["u:/a"]);
    await expect(ask(["/a", "/b"])).rejects.toThrow("Notes may not hand /b to Drawing.");
    expect([launched, handed]).toEqual([[], []]);
  });

  it("begins out of sight when that is asked for", async () => {
    const { ask, hidden } = scene([]);
    await ask([], true);
    expect(hidden).toEqual([2]);
  });
});
