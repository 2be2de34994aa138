import { expect, it, vi } from "vitest";
import type { App, Event as Fact, Site } from "../../wire/generated";
import type { Listener } from "../../client/live";
import { showing, told, Websites } from "./websites";

const site = (name: string, directory_id: string, app_id = ""): Site => ({ id: `site_${name}`, name, directory_id, app_id, path: `/sites/${name}/`, created_at: "", updated_at: "" });
const app = (name: string): App => ({ id: `app_${name}`, name, title: name, index_url: `/sites/${name}/`, visibility: "private", created_at: "", updated_at: "" }) as App;

it("tells a website from the pages of an app", () => {
  const [pages, website] = [site("notes", "d"), site("blog", "d")];
  expect(told([pages, website], [app("notes"), app("chess")])).toEqual({ website, apps: [app("notes")] });
  expect(told([pages], [app("notes")]).website).toBeNull();
  expect(told([site("made", "d", "app_1")], []).website).toBeNull();
});

it("knows which folders are websites, as they come and go", async () => {
  let sites = [site("notes", "a"), site("blog", "b")];
  const ports = { sites: { mine: () => Promise.resolve(sites), showing: () => Promise.resolve(sites) }, apps: { mine: () => Promise.resolve([app("notes")]) } };
  const websites = new Websites(ports);
  const listeners = new Set<Listener>();
  const stop = websites.follow({ listen: (hear) => (listeners.add(hear), () => listeners.delete(hear)) });
  await vi.waitFor(() => expect([...websites.directories.value]).toEqual(["b"]));
  sites = [];
  listeners.forEach((hear) => hear({ type: "site.removed" } as Fact));
  await vi.waitFor(() => expect(websites.directories.value.size).toBe(0));
  stop();
  expect([listeners.size, await showing(ports, "b")]).toEqual([0, { website: null, apps: [] }]);
});
