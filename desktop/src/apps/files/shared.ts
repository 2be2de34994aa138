// What all windows of Files share: the clipboard, the ways back, and uploads, which go on when a window is closed.

import { send } from "../../client/upload";
import type { Host } from "../../shell/app";
import { Conflicts } from "./conflicts";
import { Operations } from "./operations";
import { Uploads } from "./uploads";

export interface Shared {
  readonly home: string; // whose
  readonly conflicts: Conflicts;
  readonly operations: Operations;
  readonly uploads: Uploads;
}

let current: Shared | null = null;

/** Somebody else who logs in finds nothing of who was here before. */
export function sharedBy(host: Host, home: string): Shared {
  if (current?.home === home) return current;
  const conflicts = new Conflicts();
  const { files } = host.api;
  return (current = {
    home,
    conflicts,
    operations: new Operations(files, conflicts, host.notify),
    uploads: new Uploads(files, send, conflicts),
  });
}
