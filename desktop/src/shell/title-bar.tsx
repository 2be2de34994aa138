// A window's title bar: its menu, its name, and the buttons; it is what the window is moved by.

import { Maximize2, Minimize2, Minus, Pin, X } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../kit/button";
import { Menu } from "../kit/menu";
import { t } from "../languages/say";
import { AppIcon } from "./app-icon";
import { dragWindow } from "./drag";
import type { Shell } from "./shell";
import { windowMenu } from "./window-actions";

const onButton = (event: Event): boolean => (event.target as Element).closest("button") !== null;

export function TitleBar({ shell, id }: { readonly shell: Shell; readonly id: number }): JSX.Element | null {
  const { desk } = shell;
  const [menuAt, setMenuAt] = useState<DOMRect | DOMPoint | null>(null);
  const window = desk.window(id);
  const app = desk.apps.find((one) => one.id === window?.app);
  if (!window || !app) return null;
  const compact = shell.theme.compact.value;
  const full = window.snap === "full";
  return (
    <header
      class="title-bar"
      onPointerDown={(event) => !compact && !onButton(event) && dragWindow(desk, id, event)}
      onDblClick={(event) => !compact && !onButton(event) && desk.toggleSnap(id, "full")}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenuAt(new DOMPoint(event.clientX, event.clientY));
      }}
    >
      <button
        type="button"
        class="window-menu"
        aria-label={t("Window menu")}
        aria-haspopup="menu"
        onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
      >
        <AppIcon app={app} size={20} />
      </button>
      <h2>{desk.titleOf(window)}</h2>
      <div class="window-buttons">
        {window.onTop && !compact && <IconButton name={t("Do not keep on top")} icon={Pin} size={14} class="pinned" onClick={() => desk.toggleOnTop(id)} />}
        <IconButton name={t("Minimise")} icon={Minus} size={16} onClick={() => desk.minimise(id)} />
        {!compact && (
          <IconButton
            name={full ? t("Restore size") : t("Maximise")}
            icon={full ? Minimize2 : Maximize2}
            size={14}
            onClick={() => desk.toggleSnap(id, "full")}
            onContextMenu={(event) => {
              event.preventDefault();
              event.stopPropagation();
              desk.arranging.value = id;
            }}
          />
        )}
        <IconButton name={t("Close")} icon={X} size={16} class="close" onClick={() => desk.close(id)} />
      </div>
      {menuAt && <Menu name={t("Window")} anchor={menuAt} groups={windowMenu({ shell, id })} onClose={() => setMenuAt(null)} />}
    </header>
  );
}
