// Between two panes: pulled by pointer, moved by arrow keys, back in the middle by a double click.

import type { JSX, RefObject } from "preact";
import { asRead, fromRight } from "../../kit/direction";
import { t } from "../../languages/say";
import { LEAST_SHARE, type Bar } from "./panes";

interface DivideBarProps {
  readonly bar: Bar;
  readonly within: RefObject<HTMLElement>;
  readonly onMove: (share: number) => void;
}

const KEY_STEP = 0.05;
const STEPS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  row: { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP },
  column: { ArrowUp: -KEY_STEP, ArrowDown: KEY_STEP },
};

export function DivideBar({ bar, within, onMove }: DivideBarProps): JSX.Element {
  const { along, share } = bar.split;
  const pull = (event: PointerEvent): void => {
    const at = event.currentTarget instanceof Element && event.currentTarget.hasPointerCapture(event.pointerId) ? shareAt(event, bar, within.current) : null;
    if (at !== null) onMove(at);
  };
  const press = (event: KeyboardEvent): void => {
    const by = event.altKey || event.ctrlKey ? undefined : STEPS[along]?.[asRead(event.key)];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(share + by);
  };
  return (
    <div
      class={`terminals-bar ${along}`}
      style={placeOf(bar)}
      role="separator"
      tabIndex={0}
      aria-label={t("Sizes of the panes")}
      aria-orientation={along === "row" ? "vertical" : "horizontal"}
      aria-valuemin={LEAST_SHARE * 100}
      aria-valuemax={100 - LEAST_SHARE * 100}
      aria-valuenow={Math.round(share * 100)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={pull}
      onDblClick={() => onMove(0.5)}
      onKeyDown={press}
    />
  );
}

/** Where the pointer is, of the room that both halves have. */
function shareAt(event: PointerEvent, { split, box }: Bar, element: HTMLElement | null): number | null {
  if (!element) return null;
  const whole = element.getBoundingClientRect();
  const across = fromRight() ? whole.right - event.clientX : event.clientX - whole.left;
  const part = split.along === "row" ? (across / whole.width - box.x) / box.width : ((event.clientY - whole.top) / whole.height - box.y) / box.height;
  return Number.isFinite(part) ? part : null;
}

function placeOf({ split: { along, share }, box }: Bar): JSX.CSSProperties {
  const percent = (part: number): string => `${part * 100}%`;
  if (along === "row") return { insetInlineStart: percent(box.x + box.width * share), top: percent(box.y), height: percent(box.height) };
  return { insetInlineStart: percent(box.x), top: percent(box.y + box.height * share), width: percent(box.width) };
}
