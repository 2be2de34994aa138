// Publishing an app: a site shows its folder, and the registry knows its address. What is begun and fails leaves nothing behind.

import type { Api } from "../../client/api";
import { isMissing } from "../../client/http";
import { siteOf } from "../../core/sites";
import type { App, AppUpdate } from "../../wire/generated";
import { typesOf, type Draft } from "./draft";

type Ports = {
  readonly apps: Pick<Api["apps"], "create" | "update" | "remove">;
  readonly sites: Pick<Api["sites"], "get" | "create" | "update" | "remove">;
};

/** Raises what the API raises. */
export async function publish({ apps, sites }: Ports, draft: Draft): Promise<App> {
  const { name, icon, metadata } = draft;
  const site = await sites.create({ name, directory: draft.folder });
  try {
    return await apps.create({ ...saidOf(draft), name, index_url: site.path, icon: icon ?? "", metadata: metadata ?? {} });
  } catch (reason) {
    await sites.remove(site.id).catch(() => undefined); // why there is no app is what matters
    throw reason;
  }
}

/** `folder`: that it had before; another one is shown in its place, and what is in it is current anyway. */
export async function change({ apps, sites }: Ports, app: App, draft: Draft, folder: string): Promise<App> {
  const site = siteOf(app);
  if (site && draft.folder !== folder) await sites.update(site, { directory: draft.folder });
  const { icon, metadata } = draft;
  const change: AppUpdate = { ...saidOf(draft), ...(icon === null ? {} : { icon }), ...(metadata === null ? {} : { metadata }) };
  return apps.update(app.id, change);
}

/** The app, and the site that showed it: first the app, so that nobody opens one that has no pages. The folder stays. */
export async function unpublish({ apps, sites }: Ports, app: App): Promise<void> {
  await apps.remove(app.id);
  const site = siteOf(app);
  if (site) await sites.remove(site).catch(ignoreMissing);
}

/** What is gone already is as it was to be. */
export function ignoreMissing(reason: unknown): void {
  if (!isMissing(reason)) throw reason;
}

const saidOf = ({ title, description, types, visibility }: Draft) => ({ title: title.trim(), description: description.trim(), types: typesOf(types), visibility });
