import { expect, it } from "vitest";
import { Instances, type Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import { notify } from "./asking";

const APP = { id: "app_1", name: "notes", title: "Notes", index_url: "/sites/notes/", visibility: "private", created_at: "", updated_at: "" } as const;
const SAID = { kind: "notify", title: "Done", text: "all of it", icon: "", value: { file: "u" }, uid: 7 } as const;

async function told(said: Partial<typeof SAID> | { title: string; text: string }) {
  const made: unknown[] = [];
  const around = { notifyAs: (...all: unknown[]) => Promise.resolve(made.push(all)) } as unknown as Surroundings;
  const instance = new Instances().start({ app: APP, window: 1 }) as Instance;
  instance.token = "t-1";
  const answer = await notify(around, instance, { ...SAID, ...said });
  return { made, answer };
}

it("notifies as the app, by its own token and in its name", async () => {
  const { made, answer } = await told({});
  expect(made).toEqual([["t-1", { title: "Notes – Done", text: "all of it", icon: "", value: { file: "u" } }]]);
  expect(answer).toEqual({ msg: "notificationShown", uid: 7 });
});

it.each([
  ["", "x", "Notes"],
  ["", "", "Notes wants your attention"],
  ["x".repeat(300), "", `Notes – ${"x".repeat(192)}`],
])("%s, %s", async (title, text, as) => {
  expect((await told({ title, text })).made).toMatchObject([["t-1", { title: as }]]);
});
