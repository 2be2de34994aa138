// What answering apps takes.

import type { Door } from "../../client/door-api";
import type { Item } from "../../core/foreign/requests";
import type { App } from "../../wire/generated";
import type { Shell } from "../shell";
import type { Instance, Instances } from "./instances";

export interface Surroundings {
  readonly shell: Shell;
  readonly door: Door;
  readonly instances: Instances;
  readonly locale: string;
  /** Opens a window with the app. null: too many run. */
  launch(app: App, how: { readonly parent: Instance; readonly args: unknown; readonly item: Item | null }): Instance | null;
}
