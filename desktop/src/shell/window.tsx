// One window: its frame and sizing edges around an app.

import { computed, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Edge, Rect, Size } from "../core/geometry";
import type { Tile } from "../core/tiles";
import { Dialogs } from "../kit/dialog";
import { DialogLayer, DialogPart } from "../kit/dialog-layer";
import { rich, t } from "../languages/say";
import { adjustByKey } from "./adjust";
import { AppView } from "./app-view";
import { ArrangeMenu } from "./arrange";
import { dragWindow, resizeWindow } from "./drag";
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
  const layer = useMemo(() => new DialogLayer(computed(() => !theme.compact.value), () => desk.focusedId.peek() === id), [theme, desk, id]);
  const content = useMemo(() => app && <DialogPart.Provider value={layer}><AppView app={app} host={host} /></DialogPart.Provider>, [app, host, layer]);
  const blocker = useComputed(() => desk.blockerOf(id)).value;
  const isFixed = useComputed(() => desk.ties.value.get(id)?.fixed === true).value;
  const asks = layer.laid.value.length > 0;

  const adjusting = useComputed(() => (desk.adjusting.value?.id === id ? desk.adjusting.value.how : null)).value;
  const tile = useComputed(() => desk.tiles.value?.get(id)).value;
  useLayoutEffect(() => {
    const frame = element.current;
    const inside = asks ? layer.holds(document.activeElement) : frame?.contains(document.activeElement);
    if (adjusting !== null) frame?.focus({ preventScroll: true });
    else if (isFocused && !inside && !layer.focus()) frame?.focus({ preventScroll: true });
  }, [isFocused, adjusting, tile === undefined]);

  useEffect(() => {
    if (!asks || desk.isShown(id)) return;
    if (app?.others) shell.toasts.show("warn", t("{app} wants your attention", { app: app.name })); // what is typed elsewhere meanwhile is not for it
    else desk.focus(id);
  }, [asks, desk, id]);

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
      onPointerDown={() => desk.focus(blocker ?? id)}
      onFocusCapture={({ target }) => {
        desk.focus(blocker ?? id);
        if (target === element.current && desk.adjusting.peek() === null) layer.focus();
      }}
      onKeyDown={(event) => {
        adjustByKey(shell, id, event);
        if (!event.defaultPrevented) layer.walk(event);
      }}
    >
      <div class="window-frame">
        <TitleBar shell={shell} id={id} />
        <div class="window-body" data-window-body={id} inert={asks || blocker !== undefined}>
          {content}
        </div>
      </div>
      {asks && (
        <div class="window-dialogs" style={middleOf(rect, desk.screen.value)} onPointerDown={(event) => isHandle(event) && dragWindow(desk, id, event)}>
          <Dialogs layer={layer} />
        </div>
      )}
      {blocker !== undefined && (
        <div class="window-dialogs">
          <div class="dialogs-veil" />
        </div>
      )}
      {!compact && !isFixed && window.snap !== "full" && EDGES.map((edge) => <div key={edge} class={`edge ${edge}`} onPointerDown={(event) => resizeWindow(desk, id, edge, event)} />)}
      {desk.arranging.value === id && <ArrangeMenu shell={shell} window={window} />}
      {adjusting !== null && (
        <div class="adjusting" role="status">
          {rich("{how, select, move {Arrow keys move the window.} other {Arrow keys resize the window, with Shift at its left and upper edge.}} {enter} keeps it, {escape} puts it back.", {
            how: adjusting,
            enter: <kbd>Enter</kbd>,
            escape: <kbd>Esc</kbd>,
          })}
        </div>
      )}
    </section>
  );
}

/** A dialog lies over the middle of its window, and wholly on the screen. */
function middleOf({ x, y, width, height }: Rect, screen: Size): Record<string, string> {
  return { "--middle-x": `${x + width / 2}px`, "--middle-y": `${y + height / 2}px`, "--screen-width": `${screen.width}px`, "--screen-height": `${screen.height}px` };
}

/** A dialog may cover the title of its window: then the window is moved by the dialog's. */
function isHandle({ target }: Event): boolean {
  return target instanceof Element && target.closest("header") !== null && target.closest("button") === null;
}

/** A dialog over the whole page makes everything wait for its answer, also one of a window that was minimised or lies on another workspace meanwhile: then it comes to the front. */
function asksUnseen({ target }: Event): boolean {
  return target instanceof HTMLDialogElement && target.open && !target.checkVisibility();
}

/** On a phone a window is the whole screen; in the overview it is a tile of it. */
function placeOf(rect: Rect, compact: boolean, tile: Tile | undefined): Record<string, string> {
  if (compact) return tile ? { transform: `translate(${tile.x}px, ${tile.y}px) scale(${tile.scale})` } : {};
  const { x, y, scale } = tile ?? { ...rect, scale: 1 };
  return { transform: `translate(${x}px, ${y}px) scale(${scale})`, width: `${rect.width}px`, height: `${rect.height}px` };
}
