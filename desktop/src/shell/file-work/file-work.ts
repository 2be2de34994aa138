// What the desktop and all windows of Files share: the clipboard, the ways back, and uploads, which go on when a window is closed.

import type { Host } from "../app";
import { Carrier } from "./carrying";
import { Conflicts } from "./conflicts";
import { journalIn } from "./journal";
import { Operations } from "./operations";
import { Stores } from "./stores";
import { Uploads } from "./uploads";

export interface FileWork {
  readonly conflicts: Conflicts;
  readonly operations: Operations;
  readonly uploads: Uploads;
  readonly stores: Stores;
  readonly tell: Host["notify"];
}

type Ports = Pick<Host, "api" | "live" | "connect" | "storage" | "online" | "notify"> & { readonly user: Pick<Host["user"], "id"> };

let current: { readonly user: string; readonly work: FileWork } | null = null;

/** Somebody else who logs in finds nothing of who was here before. */
export function fileWorkOf({ api, live, connect, storage, online, user, notify }: Ports): FileWork {
  if (current?.user === user.id) return current.work;
  current?.work.uploads.stopAll();
  const conflicts = new Conflicts();
  const stores = new Stores({ api, live, connect });
  const journal = journalIn(storage);
  const uploads = new Uploads({
    storeOf: (path) => stores.of(path),
    senderOf: (path) => stores.of(path).sender(journal),
    conflicts,
    online,
    later: (run, milliseconds) => void setTimeout(run, milliseconds),
  });
  addEventListener("beforeunload", (event) => {
    if (uploads.total.peek().left > 0) event.preventDefault(); // the browser asks whether to leave
  });
  const carrier = new Carrier({ stores, uploads, tell: notify });
  const operations = new Operations({ stores, conflicts, tell: notify, carry: (...order) => carrier.carry(...order) });
  const work = { conflicts, operations, uploads, stores, tell: notify };
  current = { user: user.id, work };
  return work;
}
