// Choosing a window's place from pictures of the screen: each layout is drawn, and each part of it is a button.

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { LAYOUTS, SNAPS, snapRect, type Snap } from "../core/snaps";
import { towards, type Arrow } from "../core/tiles";
import type { WindowState } from "../core/windows";
import { t, tell } from "../languages/say";
import type { Shell } from "./shell";

const PICTURE = { width: 92, height: 58 }; // CSS pixels
const MARGIN = 8;
const GAP = 1.5; // to each side of a part

export function ArrangeMenu({ shell: { desk }, window }: { readonly shell: Shell; readonly window: WindowState }): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const close = (): void => {
    if (desk.arranging.peek() === window.id) desk.arranging.value = null;
  };
  const choose = (snap: Snap): void => {
    element.current?.hidePopover(); // at once: it gives focus back to the window
    close();
    if (window.snap !== snap) desk.toggleSnap(window.id, snap);
  };

  useLayoutEffect(() => {
    const menu = element.current;
    menu?.showPopover();
    if (menu) placeUnder(menu);
    (menu?.querySelector<HTMLElement>("[aria-checked=true]") ?? menu?.querySelector("button"))?.focus();
  }, []);
  useEffect(() => {
    const menu = element.current;
    const toggled = (event: Event): void => void ((event as ToggleEvent).newState === "closed" && close());
    menu?.addEventListener("toggle", toggled);
    return () => menu?.removeEventListener("toggle", toggled);
  }, []);

  return (
    <div
      ref={element}
      class="arrange"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={t("Arrange window")}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => walk(event, element.current, close)}
    >
      {LAYOUTS.map((layout) => (
        <div key={layout.join()} class="layout" role="group" style={{ width: `${PICTURE.width}px`, height: `${PICTURE.height}px` }}>
          {layout.map((snap) => (
            <button
              key={snap}
              type="button"
              role="menuitemradio"
              aria-checked={window.snap === snap}
              aria-label={tell(SNAPS[snap].label)}
              title={tell(SNAPS[snap].label)}
              tabIndex={-1}
              style={partOf(snap)}
              onClick={() => choose(snap)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Under the buttons of the window that it is in, and wholly on the page. */
function placeUnder(menu: HTMLElement): void {
  const bar = menu.parentElement?.querySelector(".title-bar")?.getBoundingClientRect();
  if (!bar) return;
  menu.style.top = `${Math.round(bar.bottom + MARGIN)}px`;
  menu.style.left = `${Math.round(Math.max(MARGIN, Math.min(bar.right, innerWidth) - menu.offsetWidth - MARGIN))}px`;
}

function partOf(snap: Snap): Record<string, string> {
  const { x, y, width, height } = snapRect(snap, PICTURE);
  return { left: `${x + GAP}px`, top: `${y + GAP}px`, width: `${width - 2 * GAP}px`, height: `${height - 2 * GAP}px` };
}

function walk(event: KeyboardEvent, menu: HTMLElement | null, close: () => void): void {
  event.stopPropagation();
  if (event.key === "Tab") {
    event.preventDefault();
    close();
  }
  if (!event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const parts = [...(menu?.querySelectorAll("button") ?? [])];
  const at = parts.indexOf(document.activeElement as HTMLButtonElement);
  parts[towards(event.key as Arrow, at, parts.map((part) => part.getBoundingClientRect()))]?.focus();
}
