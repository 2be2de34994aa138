// What the desktop and all windows of Files share: the clipboard, the ways back, and uploads, which go on when a window is closed.

import type { Host } from "../app";
import { Conflicts } from "./conflicts";
import { journalIn } from "./journal";
import { Operations } from "./operations";
import { Uploads } from "./uploads";

export interface FileWork {
  readonly conflicts: Conflicts;
  readonly operations: Operations;
  readonly uploads: Uploads;
  readonly tell: Host["notify"];
}

type Ports = Pick<Host, "api" | "storage" | "online" | "notify"> & { readonly user: Pick<Host["user"], "id"> };

let current: { readonly user: string; readonly work: FileWork } | null = null;

/** Somebody else who logs in finds nothing of who was here before. */
export function fileWorkOf({ api: { files }, storage, online, user, notify }: Ports): FileWork {
  if (current?.user === user.id) return current.work;
  current?.work.uploads.stopAll();
  const conflicts = new Conflicts();
  const uploads = new Uploads({
    api: files,
    sender: files.sender(journalIn(storage)),
    conflicts,
    online,
    later: (run, milliseconds) => void setTimeout(run, milliseconds),
  });
  addEventListener("beforeunload", (event) => {
    if (uploads.total.peek().left > 0) event.preventDefault(); // the browser asks whether to leave
  });
  const work = { conflicts, operations: new Operations(files, conflicts, notify), uploads, tell: notify };
  current = { user: user.id, work };
  return work;
}
