import { describe, expect, it } from "vitest";
import type { App } from "../../../wire/generated";
import { Instances, type Instance } from "../instances";
import { Switchboard } from "../switchboard";
import { HouseEar, Refusal, type Perform } from "./ear";

const APP: App = { id: "app_1", name: "notes", title: "Notes", index_url: "https://apps.example/", visibility: "private", created_at: "", updated_at: "" };
const ORIGIN = "https://apps.example";
type Sent = readonly [Record<string, unknown>, string];

function running(instances: Instances, window: number): { instance: Instance; frame: Window; sent: Sent[] } {
  const instance = instances.start({ app: APP, window });
  if (!instance) throw new Error("no room");
  const sent: Sent[] = [];
  const frame = { postMessage: (...all: Sent) => void sent.push(all) } as unknown as Window;
  instance.frame = frame;
  instance.origin = ORIGIN;
  return { instance, frame, sent };
}

function scene(perform: Perform = () => Promise.resolve("done")) {
  const instances = new Instances();
  const one = running(instances, 1);
  const heard: string[] = [];
  const ear = new HouseEar((instance, request) => {
    heard.push(request.word);
    if (request.word === "ready") instance.greet(1);
    return perform(instance, request);
  });
  const never = (): never => {
    throw new Error("it is not the contract's");
  };
  return { instances, ...one, heard, switchboard: new Switchboard(instances, never, never, ear) };
}

let last = 0;
const said = (instance: Instance, word: string, fields: object = {}): Record<string, unknown> => ({ ingle: 1, instance: instance.id, id: (last += 1), word, said: fields });
const ready = (instance: Instance): Record<string, unknown> => said(instance, "ready", { versions: [1] });

describe("who is heard", () => {
  const { instances, instance, frame, heard, switchboard } = scene();
  const other = running(instances, 2);

  it.each<[string, unknown, string, Record<string, unknown>, number]>([
    ["another window", {}, ORIGIN, ready(instance), 0],
    ["another origin in its frame", frame, "https://evil.example", ready(instance), 0],
    ["another instance's id", frame, ORIGIN, ready(other.instance), 0],
    ["its id from another instance's frame", other.frame, ORIGIN, ready(instance), 0],
    ["a word before it is ready", frame, ORIGIN, said(instance, "title", { title: "x" }), 0],
    ["its own frame and origin", frame, ORIGIN, ready(instance), 1],
    ["no origin, once it has one", frame, "null", said(instance, "title", { title: "x" }), 1],
    ["a word after it", frame, ORIGIN, said(instance, "title", { title: "x" }), 2],
    ["a word that cannot be read", frame, ORIGIN, said(instance, "title", { title: 7 }), 2],
  ])("%s", async (_who, source, origin, data, count) => {
    await switchboard.hear({ source, origin, data });
    expect(heard.length).toBe(count);
  });
});

it("answers the app's own origin, by the number of what was asked", async () => {
  const { instance, frame, sent, switchboard } = scene();
  const hello = ready(instance);
  await switchboard.hear({ source: frame, origin: ORIGIN, data: hello });
  const strange = said(instance, "format");
  await switchboard.hear({ source: frame, origin: ORIGIN, data: strange });
  expect(sent).toEqual([
    [{ ingle: 1, to: hello["id"], value: "done" }, ORIGIN],
    [{ ingle: 1, to: strange["id"], refused: { code: "unknown_word", sentence: "format is unknown" } }, ORIGIN],
  ]);
});

it("has a code and a sentence for what is not done", async () => {
  const { instance, frame, sent, switchboard } = scene((_instance, { word }) => (word === "ready" ? Promise.resolve() : Promise.reject(new Refusal("forbidden", "It is not yours."))));
  for (const data of [ready(instance), said(instance, "read", { file: "ent_1" })]) await switchboard.hear({ source: frame, origin: ORIGIN, data });
  expect(sent[1]?.[0]).toMatchObject({ refused: { code: "forbidden", sentence: "It is not yours." } });
});

it("does so many things at once for one app, and no more", async () => {
  const { instance, frame, sent, switchboard } = scene((_instance, { word }) => (word === "ready" ? Promise.resolve() : new Promise(() => undefined)));
  await switchboard.hear({ source: frame, origin: ORIGIN, data: ready(instance) });
  for (let asked = 0; asked < 64; asked += 1) void switchboard.hear({ source: frame, origin: ORIGIN, data: said(instance, "question", { text: "?" }) });
  await switchboard.hear({ source: frame, origin: ORIGIN, data: said(instance, "question", { text: "?" }) });
  expect(sent.at(-1)?.[0]).toMatchObject({ refused: { code: "busy" } });
});
