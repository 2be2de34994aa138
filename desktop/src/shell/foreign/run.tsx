// What runs apps of others, as one part that is fetched with the first of them.

import { effect } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { explain } from "../../client/http";
import type { Fields } from "../../core/foreign/fields";
import { spoken } from "../../languages/speech";
import type { App } from "../../wire/generated";
import type { AppProps } from "../app";
import { responder } from "./answers/respond";
import { localeSaid, themeSaid } from "./broadcasts";
import "./foreign.css";
import type { Instances } from "./instances";
import { SideWindow } from "./side-window";
import type { Surroundings } from "./surroundings";
import { Switchboard } from "./switchboard";
import { ForeignWindow } from "./window-view";

export interface Running {
  readonly viewer: (app: App) => ComponentType<AppProps>;
  readonly stop: () => void;
}

export function run(around: Surroundings): Running {
  const { shell, instances } = around;
  const switchboard = new Switchboard(instances, responder(around), (_instance, reason) => shell.toasts.show("bad", explain(reason)));
  const stops = [
    switchboard.listen(window),
    effect(() => tellAll(instances, themeSaid(shell.theme.dark.value))),
    effect(() => tellAll(instances, localeSaid(spoken.value.language.id))),
    followFocus(around),
  ];
  const viewer = (app: App): ComponentType<AppProps> =>
    function Foreign({ host }: AppProps): JSX.Element {
      return host.state.value["side"] === true ? <SideWindow around={around} host={host} /> : <ForeignWindow around={around} app={app} host={host} />;
    };
  return { viewer, stop: () => stops.forEach((stop) => stop()) };
}

function tellAll(instances: Instances, said: Fields): void {
  instances.all().forEach((instance) => instance.ready && instance.post(said));
}

/** What is pressed in a frame is not heard outside of it; that the frame has the focus then is. */
function followFocus({ shell, instances }: Surroundings): () => void {
  const moved = (): void =>
    void setTimeout(() => {
      const { activeElement } = document;
      const instance = activeElement instanceof HTMLIFrameElement ? instances.inFrame(activeElement.contentWindow) : undefined;
      if (!instance) return;
      document.querySelectorAll<HTMLElement>(".menu:popover-open").forEach((menu) => menu.hidePopover());
      shell.desk.focus(instance.window);
    });
  addEventListener("blur", moved);
  return () => removeEventListener("blur", moved);
}
