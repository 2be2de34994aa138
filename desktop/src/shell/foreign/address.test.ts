import { describe, expect, it } from "vitest";
import type { App } from "../../wire/generated";
import { addressOf, cageOf, senderOf, type Opening } from "./address";

const HOUSE = "https://cloud.example:8443";
const APP: App = { id: "app_1", name: "notes", title: "Notes", index_url: "/sites/notes/?a=1", visibility: "private", created_at: "", updated_at: "" };
const OPENING: Opening = { app: APP, instance: "i-1", parent: undefined, token: "t", args: undefined, item: null, locale: "en", house: HOUSE };

describe("the address of an app", () => {
  it("says what the SDK reads", () => {
    const address = addressOf(OPENING);
    expect(address.origin + address.pathname).toBe(`${HOUSE}/sites/notes/`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      a: "1",
      "puter.app_instance_id": "i-1",
      "puter.app.id": "app_1",
      "puter.app.name": "notes",
      "puter.auth.token": "t",
      "puter.api_origin": HOUSE,
      "puter.origin": HOUSE,
      "puter.domain": "cloud.example:8443",
      "puter.hostname": "cloud.example",
      "puter.port": "8443",
      "puter.protocol": "https",
      "puter.locale": "en",
    });
  });

  it("carries arguments through the SDK's double reading", () => {
    const args = { text: "100 % & more" };
    const said = addressOf({ ...OPENING, args }).searchParams.get("puter.args") ?? "";
    expect(JSON.parse(decodeURIComponent(said))).toEqual(args);
  });

  it("names the file that it is opened with, as far as that is known", () => {
    const item = { uid: "u", name: "a.txt", path: "/ann/a.txt", readUrl: "r", writeUrl: "", metadataUrl: "m", size: 0, modified: 1, created: null, accessed: null };
    const said = addressOf({ ...OPENING, item }).searchParams;
    expect([said.get("puter.item.read_url"), said.get("puter.item.size"), said.has("puter.item.write_url"), said.has("puter.item.created")]).toEqual(["r", "0", false, false]);
  });

  it("says who launched it, with a picture that is no burden", () => {
    const parent = { id: "i-0", app: { ...APP, id: "app_0", name: "desk", title: "Desk", icon: "/a.svg" } };
    const said = (icon: string): object => Object.fromEntries([...addressOf({ ...OPENING, parent: { ...parent, app: { ...parent.app, icon } } }).searchParams].filter(([name]) => /parent|source/.test(name)));
    const known = { "puter.parent_instance_id": "i-0", "puter.source_app.id": "app_0", "puter.source_app.name": "desk", "puter.source_app.title": "Desk" };
    expect(said("/a.svg")).toEqual({ ...known, "puter.source_app.icon": "/a.svg" });
    expect(said(`data:image/png,${"x".repeat(3000)}`)).toEqual(known);
  });

  it("cannot be replaced by what the app's address says itself", () => {
    const said = addressOf({ ...OPENING, app: { ...APP, index_url: "/sites/notes/?puter.auth.token=mine" } }).searchParams;
    expect(said.getAll("puter.auth.token")).toEqual(["t"]);
  });
});

describe("the cage", () => {
  it.each([
    ["a page elsewhere", "https://apps.example/", true],
    ["another port is another origin", "https://cloud.example/", true],
    ["an extension's page", `${HOUSE}/x/guestbook/`, true],
    ["a site on the house's own name", `${HOUSE}/sites/notes/`, false],
    ["the desktop itself", `${HOUSE}/`, false],
    ["what leaves the sites by its path", `${HOUSE}/sites/../`, false],
  ])("%s: %s keeps its origin: %s", (_what, url, keeps) => {
    const address = new URL(url);
    expect(cageOf(address, HOUSE).includes("allow-same-origin")).toBe(keeps);
    expect(senderOf(address, HOUSE)).toBe(keeps ? address.origin : "null");
  });

  it("never lets a page steer the desktop away", () => {
    expect(cageOf(new URL("https://apps.example/"), HOUSE)).not.toContain("top-navigation");
  });
});
