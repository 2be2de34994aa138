import { describe, expect, it } from "vitest";
import { ApiError } from "../../client/http";
import type { App, Site } from "../../wire/generated";
import { EMPTY, type Draft } from "./draft";
import { change, publish, unpublish } from "./publishing";

const DRAFT: Draft = { ...EMPTY, folder: "~/Apps/notes", name: "notes", title: " Notes ", types: "md" };
const APP: App = { id: "app_1", name: "notes", title: "Notes", index_url: "/sites/notes/", visibility: "private", created_at: "", updated_at: "" };
const refusal = (status: number): ApiError => new ApiError({ title: "", status, detail: "taken", code: "", kind: "conflict" });

/** A daemon that remembers what was ordered, in order; `refused` is not done. */
function daemon(refused: string | null = null, status = 409) {
  const ordered: string[] = [];
  const order =
    <T>(what: string, answer: T) =>
    (first: unknown, ...rest: unknown[]): Promise<T> => {
      ordered.push([what, typeof first === "string" ? first : JSON.stringify(first), ...rest.map((one) => JSON.stringify(one))].join(" "));
      return what === refused ? Promise.reject(refusal(status)) : Promise.resolve(answer);
    };
  const site = { id: "site_1", path: "/sites/notes/" } as Site;
  const sites = { get: order("site", site), create: order("site+", site), update: order("site=", site), remove: order<void>("site-", undefined) };
  const apps = { create: order("app+", APP), update: order("app=", APP), remove: order<void>("app-", undefined) };
  return { ordered, ports: { apps, sites } };
}

describe("publishing", () => {
  it("shows the folder and registers its address", async () => {
    const { ordered, ports } = daemon();
    expect(await publish(ports, DRAFT)).toBe(APP);
    expect(ordered).toEqual([
      'site+ {"name":"notes","directory":"~/Apps/notes"}',
      'app+ {"title":"Notes","description":"","types":[".md"],"visibility":"private","name":"notes","index_url":"/sites/notes/","icon":"","metadata":{}}',
    ]);
  });
  it("leaves no site of an app that could not be registered", async () => {
    const { ordered, ports } = daemon("app+");
    await expect(publish(ports, DRAFT)).rejects.toThrow("taken");
    expect(ordered.at(-1)).toBe("site- site_1");
  });
  it("registers nothing where there can be no site", async () => {
    const { ordered, ports } = daemon("site+");
    await expect(publish(ports, DRAFT)).rejects.toThrow("taken");
    expect(ordered).toHaveLength(1);
  });
});

describe("changing", () => {
  it("leaves icon and folder as they are unless others were chosen", async () => {
    const { ordered, ports } = daemon();
    await change(ports, APP, { ...DRAFT, icon: null }, "~/Apps/notes");
    expect(ordered).toEqual(['app= app_1 {"title":"Notes","description":"","types":[".md"],"visibility":"private"}']);
  });
  it("shows another folder in its place", async () => {
    const { ordered, ports } = daemon();
    await change(ports, APP, { ...DRAFT, folder: "~/Apps/new" }, "~/Apps/notes");
    expect(ordered[0]).toBe('site= notes {"directory":"~/Apps/new"}');
  });
});

describe("unpublishing", () => {
  it("takes the app first, then its site", async () => {
    const { ordered, ports } = daemon();
    await unpublish(ports, APP);
    expect(ordered).toEqual(["app- app_1", "site- notes"]);
  });
  it("leaves other people's pages alone", async () => {
    const { ordered, ports } = daemon();
    await unpublish(ports, { ...APP, index_url: "https://a.example/" });
    expect(ordered).toEqual(["app- app_1"]);
  });
  it.each([
    [404, true],
    [500, false],
  ])("a site that answers %s is fine: %s", async (status, fine) => {
    const { ports } = daemon("site-", status);
    const done = await unpublish(ports, APP).then(() => true, () => false);
    expect(done).toBe(fine);
  });
});
