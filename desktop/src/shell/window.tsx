// One window: its frame and sizing edges around an app.

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Edge, Rect } from "../core/geometry";
import type { Tile } from "../core/tiles";
import { rich } from "../languages/say";
import { adjustByKey } from "./adjust";
import { AppView } from "./app-view";
import { ArrangeMenu } from "./arrange";
import { resizeWindow } from "./drag";
import { createHost } from "./host";
import type { Shell } from "./shell";
import { TitleBar } from "./title-bar";

const EDGES: readonly Edge[] = ["n", "s", "e", "w", "ne", "nw", "se", "sw"];

interface WindowProps {
  readonly shell: Shell;
  readonly id: number;
}

export function Window({ shell, id }: WindowProps): JSX.Element | null {
  const { desk, theme } = shell;
  const element = useRef<HTMLElement>(null);
  const window = useComputed(() => desk.window(id)).value;
  const depth = useComputed(() => desk.stack.value.indexOf(id)).value;
  const isFocused = useComputed(() => desk.focusedId.value === id).value;
  const isHere = useComputed(() => window !== undefined && desk.isHere(window)).value;
  const isCarried = useComputed(() => desk.carried.value?.id === id).value;
  const app = desk.apps.find((one) => one.id === window?.app);
  const host = useMemo(() => createHost(shell, id), [shell, id]);
  const content = useMemo(() => app && <AppView app={app} host={host} />, [app, host]);

  const adjusting = useComputed(() => (desk.adjusting.value?.id === id ? desk.adjusting.value.how : null)).value;
  const tile = useComputed(() => desk.tiles.value?.get(id)).value;
  useLayoutEffect(() => {
    const inside = element.current?.contains(document.activeElement) ?? false;
    if (adjusting !== null || (isFocused && !inside)) element.current?.focus({ preventScroll: true });
  }, [isFocused, adjusting, tile === undefined]);

  useEffect(() => {
    const frame = element.current;
    const toggled = (event: Event): void => void (asksUnseen(event) && desk.focus(id));
    frame?.addEventListener("toggle", toggled, { capture: true }); // it does not bubble
    return () => frame?.removeEventListener("toggle", toggled, { capture: true });
  }, [desk, id, app === undefined]);

  if (!window || !app) return null;
  const compact = theme.compact.value;
  const rect = desk.shown(window);
  const classes = [
    "window",
    isFocused && "focused",
    window.snap && !compact && `snapped ${window.snap}`,
    window.minimised && "minimised",
    !isHere && "elsewhere",
    window.onTop && "on-top",
    tile && "tiled",
    isCarried && "carried",
  ];
  return (
    <section
      ref={element}
      class={classes.filter(Boolean).join(" ")}
      role="dialog"
      aria-label={desk.titleOf(window)}
      tabIndex={-1}
      data-app={app.id}
      style={{ ...placeOf(rect, compact, tile), zIndex: depth + 1 }}
      onPointerDown={() => desk.focus(id)}
      onFocusCapture={() => desk.focus(id)}
      onKeyDown={(event) => adjustByKey(shell, id, event)}
    >
      <div class="window-frame">
        <TitleBar shell={shell} id={id} />
        <div class="window-body" data-window-body={id}>
          {content}
        </div>
      </div>
      {!compact && window.snap !== "full" && EDGES.map((edge) => <div key={edge} class={`edge ${edge}`} onPointerDown={(event) => resizeWindow(desk, id, edge, event)} />)}
      {desk.arranging.value === id && <ArrangeMenu shell={shell} window={window} />}
      {adjusting !== null && (
        <div class="adjusting" role="status">
          {rich("{how, select, move {Arrow keys move the window.} other {Arrow keys resize the window.}} {enter} keeps it, {escape} puts it back.", {
            how: adjusting,
            enter: <kbd>Enter</kbd>,
            escape: <kbd>Esc</kbd>,
          })}
        </div>
      )}
    </section>
  );
}

/** A dialog makes everything wait for its answer, also one of a window that was minimised or lies on another workspace meanwhile: then it comes to the front. */
function asksUnseen({ target }: Event): boolean {
  return target instanceof HTMLDialogElement && target.open && !target.checkVisibility();
}

/** On a phone a window is the whole screen; in the overview it is a tile of it. */
function placeOf(rect: Rect, compact: boolean, tile: Tile | undefined): Record<string, string> {
  if (compact) return tile ? { transform: `translate(${tile.x}px, ${tile.y}px) scale(${tile.scale})` } : {};
  const { x, y, scale } = tile ?? { ...rect, scale: 1 };
  return { transform: `translate(${x}px, ${y}px) scale(${scale})`, width: `${rect.width}px`, height: `${rect.height}px` };
}
