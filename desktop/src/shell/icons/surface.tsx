// The desktop below the windows: apps and files as icons, a band to choose files with, and its menu.

import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Menu } from "../../kit/menu";
import { t } from "../../languages/say";
import type { AppManifest } from "../app";
import { stayStill } from "../hold";
import { AppIcon } from "../app-icon";
import { appMenu } from "../app-menu";
import type { Shell } from "../shell";
import { useDrop } from "../file-work/drop-target";
import { FileWorkShown } from "../file-work/shown";
import { iconsMenu } from "./actions";
import { useBand } from "./band";
import { DesktopFiles } from "./desktop-files";
import { directionOf } from "./direction-of";
import { useIconDrag, type IconDrag } from "./icon-drag";
import { appIcon, Icons } from "./icons";

export function Surface({ shell }: { readonly shell: Shell }): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const icons = useMemo(() => new Icons(shell), [shell]);
  useEffect(() => icons.start(), [icons]);
  const [menuAt, setMenuAt] = useState<DOMPoint | null>(null);
  const drag = useIconDrag(icons);
  const band = useBand(element, icons);
  const drop = useDrop(icons.work, icons.path);

  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const byKey = event.button !== 2; // then it is about what is chosen
    const under = (event.target as Element).closest<HTMLElement>("[data-entry]")?.dataset["entry"];
    if (!byKey && under === undefined) icons.choose([]);
    else if (under !== undefined && !icons.selection.peek().chosen.has(under)) icons.choose([under]);
    const focus = byKey ? element.current?.querySelector(".desktop-icon.focus")?.getBoundingClientRect() : undefined;
    setMenuAt(focus ? new DOMPoint(focus.left + 24, focus.top + 24) : new DOMPoint(event.clientX, event.clientY));
  };

  return (
    <div ref={element} class={`surface ${drop.over ? "over" : ""}`} onContextMenu={openMenu} onTouchMove={stayStill} {...band.handlers} {...drop.handlers}>
      <ul class="desktop-icons" aria-label={t("Apps")}>
        {icons.apps.value.map((app) => (
          <AppItem key={app.id} icons={icons} drag={drag} app={app} />
        ))}
      </ul>
      <DesktopFiles icons={icons} drag={drag} />
      <span class="visually-hidden" role="status">
        {icons.placing.said.value}
      </span>
      <FileWorkShown shell={shell} work={icons.work} />
      {band.rect && <div role="presentation" class="surface-band" style={band.rect} />}
      {menuAt && <Menu name={t("Desktop")} anchor={menuAt} groups={iconsMenu(icons)} onClose={() => setMenuAt(null)} />}
    </div>
  );
}

interface AppItemProps {
  readonly icons: Icons;
  readonly drag: IconDrag;
  readonly app: AppManifest;
}

function AppItem({ icons, drag, app }: AppItemProps): JSX.Element {
  const { shell, placing } = icons;
  const id = appIcon(app.id);
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const openMenu = (event: JSX.TargetedMouseEvent<HTMLButtonElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    setMenuAt(event.currentTarget.getBoundingClientRect());
  };
  const move = (event: KeyboardEvent): void => {
    const direction = directionOf(event);
    if (!direction || shell.theme.compact.peek()) return;
    placing.step(id, direction);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li {...(shell.theme.compact.value ? {} : { style: { ...placing.styleOf(id), transform: drag.transformOf(id) } })}>
      <button
        type="button"
        class="desktop-icon"
        onClick={() => !drag.wasDragged() && shell.desk.open(app.id)}
        onContextMenu={openMenu}
        onPointerDown={(event) => shell.theme.compact.peek() || drag.begin(() => [id], event)}
        onKeyDown={(event) => move(event)}
      >
        <AppIcon app={app} size={56} />
        <span>{app.name}</span>
      </button>
      {menuAt && <Menu name={app.name} heading={app.name} anchor={menuAt} groups={appMenu(shell, app)} onClose={() => setMenuAt(null)} />}
    </li>
  );
}
