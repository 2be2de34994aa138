// The apps in the taskbar: those that are kept there, in the order that they are dragged to, and those that are open.

import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { docked, movePin } from "../core/pins";
import { t } from "../languages/say";
import { DockApp } from "./dock-app";
import { Peek } from "./peek";
import { useReorder } from "./reorder";
import { stayStill } from "./hold";
import type { Shell } from "./shell";

export function Dock({ shell }: { readonly shell: Shell }): JSX.Element {
  const { desk, dock } = shell;
  const ids = desk.apps.map((app) => app.id);
  const open = ids.filter((id) => desk.windowsOf(id).length > 0);
  const peek = useMemo(() => new Peek(later), []);
  useEffect(() => () => peek.close(), [peek]);
  const reorder = useReorder((pins, id, to) => movePin(pins, ids, id, to), dock);
  return (
    <ul class="taskbar-apps" onTouchMove={stayStill} aria-label={t("In the taskbar")}>
      {docked(reorder.pins, ids, open).map((item) => {
        const app = desk.apps.find((one) => one.id === item.id);
        return app && <DockApp key={item.id} shell={shell} app={app} item={item} reorder={reorder} peek={peek} />;
      })}
    </ul>
  );
}

function later(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
