// Dragging an app along the taskbar: the others make room at once, and letting go keeps the order.

import { useRef, useState } from "preact/hooks";
import type { Pins } from "../core/pins";
import type { DockPins } from "./dock-pins";
import { whenTaken } from "./hold";

const SLACK = 6; // CSS pixels; a press that moves less is a click

export interface Reorder {
  readonly pins: Pins; // as they would be now
  readonly dragged: string | null;
  readonly begin: (id: string, event: PointerEvent) => void;
  /** Whether the click that comes now is the end of a drag. */
  readonly wasDragged: () => boolean;
}

export function useReorder(move: (pins: Pins, id: string, to: string) => readonly string[], dock: DockPins): Reorder {
  const [tried, setTried] = useState<{ readonly id: string; readonly pins: readonly string[] } | null>(null);
  const ended = useRef(false);

  const begin = (id: string, press: PointerEvent): void => {
    ended.current = false;
    if (press.button !== 0) return;
    const row = (press.currentTarget as Element).closest("ul");
    whenTaken(press, () => drag(id, press, row));
  };

  const drag = (id: string, press: PointerEvent, row: Element | null): void => {
    const over = new AbortController();
    let pins: readonly string[] | null = null;
    const follow = (event: PointerEvent): void => {
      if (!pins && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < SLACK) return;
      const to = nearest(row, event);
      pins = to === null ? (pins ?? move(dock.pins.peek(), id, id)) : move(pins ?? dock.pins.peek(), id, to);
      setTried({ id, pins });
    };
    const finish = (keep: boolean): void => {
      over.abort();
      setTried(null);
      ended.current = pins !== null;
      setTimeout(() => (ended.current = false)); // the click comes before that, if it comes
      if (keep && pins) dock.set(pins);
    };
    addEventListener("pointermove", follow, { signal: over.signal });
    addEventListener("pointerup", () => finish(true), { signal: over.signal });
    addEventListener("pointercancel", () => finish(false), { signal: over.signal });
    addEventListener("keydown", (event) => event.key === "Escape" && finish(false), { signal: over.signal, capture: true });
  };

  return { pins: tried?.pins ?? dock.pins.value, dragged: tried?.id ?? null, begin, wasDragged: () => ended.current };
}

/** The kept app under the pointer. */
function nearest(row: Element | null, { clientX: x, clientY: y }: PointerEvent): string | null {
  const places = [...(row?.querySelectorAll<HTMLElement>("[data-dock]") ?? [])];
  const upright = row !== null && getComputedStyle(row).flexDirection === "column";
  const under = places.find((place) => {
    const { left, right, top, bottom } = place.getBoundingClientRect();
    return upright ? y >= top && y <= bottom : x >= left && x <= right;
  });
  return under?.dataset["dock"] ?? null;
}
