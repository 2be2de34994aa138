// Where an app's page is loaded from, with what the SDK reads in its address, and how it is caged.

import type { Item } from "../../core/foreign/requests";
import type { App } from "../../wire/generated";
import type { Instance } from "./instances";

export interface Opening {
  readonly app: App;
  readonly instance: string;
  readonly parent: Pick<Instance, "id" | "app"> | undefined; // the instance that launched it
  readonly token: string;
  readonly args: unknown;
  readonly item: Item | null; // the file that it is opened with
  readonly locale: string;
  readonly house: string; // the origin of the desktop
}

/** Raises TypeError when the app's address is none. */
export function addressOf(opening: Opening): URL {
  const { app, house, item } = opening;
  const here = new URL(house);
  const address = new URL(app.index_url, house);
  const said: Record<string, string> = {
    "puter.app_instance_id": opening.instance,
    "puter.app.id": app.id,
    "puter.app.name": app.name,
    "puter.auth.token": opening.token,
    "puter.api_origin": house,
    "puter.origin": house,
    "puter.domain": here.host,
    "puter.hostname": here.hostname,
    "puter.port": here.port,
    "puter.protocol": here.protocol.replace(":", ""),
    "puter.locale": opening.locale,
    ...(opening.parent ? parentSaid(opening.parent) : {}),
    ...(item ? itemSaid(item) : {}),
  };
  for (const [name, value] of Object.entries(said)) address.searchParams.set(name, value);
  // The SDK takes escapes from it twice, so a percent sign in it is escaped once more.
  if (opening.args !== undefined) address.searchParams.set("puter.args", JSON.stringify(opening.args).replaceAll("%", "%25"));
  return address;
}

const MOST_ICON = 2048; // characters: an address that is longer is cut off on its way

function parentSaid({ id, app }: Pick<Instance, "id" | "app">): Record<string, string> {
  const icon = app.icon && app.icon.length <= MOST_ICON ? { "puter.source_app.icon": app.icon } : {};
  return { "puter.parent_instance_id": id, "puter.source_app.id": app.id, "puter.source_app.name": app.name, "puter.source_app.title": app.title, ...icon };
}

function itemSaid(item: Item): Record<string, string> {
  const known = {
    uid: item.uid,
    name: item.name,
    path: item.path,
    read_url: item.readUrl,
    write_url: item.writeUrl,
    metadata_url: item.metadataUrl,
    size: item.size,
    modified: item.modified,
    created: item.created,
    accessed: item.accessed,
  };
  return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value === null || value === "" ? [] : [[`puter.item.${name}`, String(value)]])));
}

const EXTENSIONS = "/x/"; // below it lie the pages of extensions, which run inside the daemon and are trusted
const CAGE = ["allow-scripts", "allow-forms", "allow-modals", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads", "allow-pointer-lock"];

/** A page of the desktop's own origin gets no origin: it would be the desktop. Nothing caged may steer the page around it. */
export function cageOf(address: URL, house: string): string {
  return [...CAGE, ...(keepsOrigin(address, house) ? ["allow-same-origin"] : [])].join(" ");
}

/** As whom its messages come: browsers call an origin that is none "null". */
export const senderOf = (address: URL, house: string): string => (keepsOrigin(address, house) ? address.origin : "null");

function keepsOrigin(address: URL, house: string): boolean {
  return address.origin !== house || address.pathname.startsWith(EXTENSIONS);
}
