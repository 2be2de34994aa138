// What answering apps takes.

import type { FilesOfApp } from "../../client/as-app";
import type { Door } from "../../client/door-api";
import type { Item } from "../../core/foreign/requests";
import type { App, NotificationCreate } from "../../wire/generated";
import type { Shell } from "../shell";
import type { Instance, Instances } from "./instances";

/** Whose files and permissions are asked about; there is one without a desktop, too. */
export interface Household {
  readonly shell: Pick<Shell, "api" | "user">;
  readonly door: Door;
}

export interface Surroundings extends Household {
  readonly shell: Shell;
  readonly instances: Instances;
  readonly locale: string;
  /** With an app's own token: what it may not do itself is not done for it. */
  notifyAs(token: string, notification: NotificationCreate): Promise<unknown>;
  filesAs(token: string): FilesOfApp;
  /** Opens a window with the app. null: too many run. */
  launch(app: App, how: { readonly parent: Instance; readonly args: unknown; readonly item: Item | null }): Instance | null;
}
