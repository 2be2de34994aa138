// What runs apps of others, as one part that is fetched with the first of them.

import type { ComponentType, JSX } from "preact";
import { explain } from "../../client/http";
import type { App } from "../../wire/generated";
import type { AppProps } from "../app";
import { responder } from "./answers/respond";
import { takes } from "./answers/launching";
import { itemOf, give } from "./answers/files";
import { followAll } from "./following";
import "./foreign.css";
import { HouseEar } from "./house/ear";
import type { Instance } from "./instances";
import { performer } from "./house/perform";
import { SideWindow } from "./side-window";
import type { Surroundings } from "./surroundings";
import { Switchboard } from "./switchboard";
import { ForeignWindow } from "./window-view";

export interface Running {
  readonly viewer: (app: App) => ComponentType<AppProps>;
  /** Whether a running app opens a file of its person's too. */
  readonly offer: (instance: Instance, file: string) => Promise<boolean>;
  readonly stop: () => void;
}

export function run(around: Surroundings): Running {
  const { shell, instances } = around;
  const switchboard = new Switchboard(instances, responder(around), (_instance, reason) => shell.toasts.show("bad", explain(reason)), new HouseEar(performer(around)));
  const stops = [switchboard.listen(window), followAll(around)];
  const viewer = (app: App): ComponentType<AppProps> =>
    function Foreign({ host }: AppProps): JSX.Element {
      return host.state.value["side"] === true ? <SideWindow around={around} host={host} /> : <ForeignWindow around={around} app={app} host={host} />;
    };
  const offer = async (instance: Instance, file: string): Promise<boolean> => {
    const items = await give(around.door, instance, [file]);
    return items.length > 0 && takes(around, instance, items.map(itemOf));
  };
  return { viewer, offer, stop: () => stops.forEach((stop) => stop()) };
}
