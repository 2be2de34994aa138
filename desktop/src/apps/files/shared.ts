// What all windows of Files share: the clipboard, the ways back, and uploads, which go on when a window is closed.

import type { Host } from "../../shell/app";
import { Conflicts } from "./conflicts";
import { Favourites } from "./favourites";
import { journalIn } from "./journal";
import { Operations } from "./operations";
import { Uploads } from "./uploads";

export interface Shared {
  readonly home: string; // whose
  readonly conflicts: Conflicts;
  readonly operations: Operations;
  readonly uploads: Uploads;
  readonly favourites: Favourites;
}

let current: Shared | null = null;

/** Somebody else who logs in finds nothing of who was here before. */
export function sharedBy(host: Host, home: string): Shared {
  if (current?.home === home) return current;
  current?.uploads.stopAll();
  const conflicts = new Conflicts();
  const { files } = host.api;
  const uploads = new Uploads({
    api: files,
    sender: files.sender(journalIn(host.storage)),
    conflicts,
    online: host.online,
    later: (run, milliseconds) => void setTimeout(run, milliseconds),
  });
  addEventListener("beforeunload", (event) => {
    if (uploads.total.peek().left > 0) event.preventDefault(); // the browser asks whether to leave
  });
  const favourites = new Favourites({ storage: host.storage, key: `files.favourites.${home.slice(1)}`, kv: host.api.kv });
  void favourites.look();
  return (current = { home, conflicts, operations: new Operations(files, conflicts, host.notify), uploads, favourites });
}
