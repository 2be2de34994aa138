// What sharing needs of whoever shows it: a window of an app, or the desktop itself.

import type { Host } from "../app";

export type SharingHost = Pick<Host, "api" | "live" | "notify">;
