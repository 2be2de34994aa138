// What all windows of Files share: the work with files, which is the desktop's too, and the favourites.

import type { Host } from "../../shell/app";
import { fileWorkOf, type FileWork } from "../../shell/file-work/file-work";
import { Favourites } from "./favourites";
import { Websites } from "./websites";

export interface Shared extends FileWork {
  readonly home: string; // whose
  readonly favourites: Favourites;
  readonly websites: Websites;
}

let current: Shared | null = null;
let stop = (): void => undefined;

/** Somebody else who logs in finds nothing of who was here before. */
export function sharedBy(host: Host, home: string): Shared {
  if (current?.home === home) return current;
  const favourites = new Favourites({ storage: host.storage, key: `files.favourites.${home.slice(1)}`, kv: host.api.kv });
  stop();
  stop = favourites.follow(host.live);
  return (current = { home, ...fileWorkOf(host), favourites, websites: new Websites(host.api) });
}
