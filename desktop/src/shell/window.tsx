// One window: its frame, title bar and sizing edges around an app.

import { useComputed } from "@preact/signals";
import { Maximize2, Minimize2, Minus, X } from "lucide-preact";
import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { available } from "../core/actions";
import type { Edge } from "../core/geometry";
import { shownRect } from "../core/windows";
import { IconButton } from "../kit/button";
import { Menu } from "../kit/menu";
import { WINDOW_ACTIONS } from "./actions";
import { AppIcon } from "./app-icon";
import { AppView } from "./app-view";
import { dragWindow, resizeWindow } from "./drag";
import { createHost } from "./host";
import type { Shell } from "./shell";

const EDGES: readonly Edge[] = ["n", "s", "e", "w", "ne", "nw", "se", "sw"];

interface WindowProps {
  readonly shell: Shell;
  readonly id: number;
}

export function Window({ shell, id }: WindowProps): JSX.Element | null {
  const { desk, theme } = shell;
  const element = useRef<HTMLElement>(null);
  const window = useComputed(() => desk.window(id)).value;
  const depth = useComputed(() => desk.desk.value.windows.findIndex((one) => one.id === id)).value;
  const isFocused = useComputed(() => desk.focusedId.value === id).value;
  const app = desk.apps.find((one) => one.id === window?.app);
  const host = useMemo(() => createHost(shell, id), [shell, id]);
  const content = useMemo(() => app && <AppView app={app} host={host} />, [app, host]);

  const adjusting = useComputed(() => (desk.adjusting.value?.id === id ? desk.adjusting.value.how : null)).value;
  useLayoutEffect(() => {
    const inside = element.current?.contains(document.activeElement) ?? false;
    if (adjusting !== null || (isFocused && !inside)) element.current?.focus({ preventScroll: true });
  }, [isFocused, adjusting]);

  if (!window || !app) return null;
  const compact = theme.compact.value;
  const rect = shownRect(window, desk.screen.value);
  const place = compact ? {} : { transform: `translate(${rect.x}px, ${rect.y}px)`, width: `${rect.width}px`, height: `${rect.height}px` };
  const classes = ["window", isFocused && "focused", window.snap && !compact && `snapped ${window.snap}`, window.minimised && "minimised"];
  return (
    <section
      ref={element}
      class={classes.filter(Boolean).join(" ")}
      role="dialog"
      aria-label={window.title}
      tabIndex={-1}
      data-app={app.id}
      style={{ ...place, zIndex: depth + 1 }}
      onPointerDown={() => desk.focus(id)}
      onFocusCapture={() => desk.focus(id)}
      onKeyDown={(event) => adjustByKey(shell, id, event)}
    >
      <div class="window-frame">
        <TitleBar shell={shell} id={id} />
        <div class="window-body">{content}</div>
      </div>
      {!compact && !window.snap && EDGES.map((edge) => <div key={edge} class={`edge ${edge}`} onPointerDown={(event) => resizeWindow(desk, id, edge, event)} />)}
      {adjusting !== null && (
        <div class="adjusting" role="status">
          Arrow keys {adjusting} the window. <kbd>Enter</kbd> keeps it, <kbd>Esc</kbd> puts it back.
        </div>
      )}
    </section>
  );
}

function TitleBar({ shell, id }: WindowProps): JSX.Element | null {
  const { desk } = shell;
  const [menuAt, setMenuAt] = useState<DOMRect | DOMPoint | null>(null);
  const window = desk.window(id);
  const app = desk.apps.find((one) => one.id === window?.app);
  if (!window || !app) return null;
  const compact = shell.theme.compact.value;
  const full = window.snap === "full";
  const actions = available(WINDOW_ACTIONS, { shell, id });
  const press = (event: JSX.TargetedPointerEvent<HTMLElement>): void => {
    if (!compact && !(event.target as Element).closest("button")) dragWindow(desk, id, event);
  };
  return (
    <header
      class="title-bar"
      onPointerDown={press}
      onDblClick={(event) => !compact && !(event.target as Element).closest("button") && desk.toggleSnap(id, "full")}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenuAt(new DOMPoint(event.clientX, event.clientY));
      }}
    >
      <button
        type="button"
        class="window-menu"
        aria-label="Window menu"
        aria-haspopup="menu"
        onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
      >
        <AppIcon app={app} size={20} />
      </button>
      <h2>{window.title}</h2>
      <div class="window-buttons">
        <IconButton name="Minimise" icon={Minus} size={16} onClick={() => desk.minimise(id)} />
        {!compact && (
          <IconButton name={full ? "Restore size" : "Maximise"} icon={full ? Minimize2 : Maximize2} size={14} onClick={() => desk.toggleSnap(id, "full")} />
        )}
        <IconButton name="Close" icon={X} size={16} class="close" onClick={() => desk.close(id)} />
      </div>
      {menuAt && (
        <Menu
          name="Window"
          anchor={menuAt}
          onClose={() => setMenuAt(null)}
          groups={[
            actions.filter((action) => !action.danger).map((action) => ({ ...action, onSelect: () => action.perform({ shell, id }) })),
            actions.filter((action) => action.danger).map((action) => ({ ...action, onSelect: () => action.perform({ shell, id }) })),
          ]}
        />
      )}
    </header>
  );
}

const STEP = 24;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

function adjustByKey({ desk }: Shell, id: number, event: KeyboardEvent): void {
  const adjusting = desk.adjusting.peek();
  if (adjusting?.id !== id) return;
  event.preventDefault();
  event.stopPropagation();
  const arrow = ARROWS[event.key];
  if (arrow) desk.nudge(id, adjusting.how, ...arrow);
  if (event.key === "Escape") desk.place(id, adjusting.before);
  if (event.key === "Escape" || event.key === "Enter") desk.adjusting.value = null;
}
