// A rubber band: dragging over free ground chooses what it touches.

import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { fromRight } from "../../kit/direction";
import type { View } from "./view";
import { touchedIn, type Section } from "./sections";
import type { Box, Measures } from "./virtual";

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly before: ReadonlySet<string>; // kept with Ctrl or Shift
}

const LEAST = 4; // pixels; less is a click

export function useBand(box: RefObject<HTMLElement>, measures: Measures, sections: readonly Section[], view: View) {
  const drag = useRef<Drag | null>(null);
  const [band, setBand] = useState<Box | null>(null);

  /** In the coordinates of all that is scrolled. */
  const at = (event: PointerEvent): { x: number; y: number } => {
    const edge = box.current?.getBoundingClientRect();
    const top = box.current?.scrollTop ?? 0;
    return { x: event.clientX - (edge?.left ?? 0), y: event.clientY - (edge?.top ?? 0) + top };
  };

  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || event.pointerType === "touch" || (event.target as Element).closest("[data-entry]")) return;
      const keep = event.ctrlKey || event.metaKey || event.shiftKey;
      drag.current = { ...at(event), before: keep ? view.selection.peek().chosen : new Set() };
      if (!keep) view.chooseNone();
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (!from) return;
      const { x, y } = at(event);
      if (!band && Math.hypot(x - from.x, y - from.y) < LEAST) return;
      box.current?.setPointerCapture(event.pointerId);
      const next: Box = { left: Math.min(x, from.x), top: Math.min(y, from.y), width: Math.abs(x - from.x), height: Math.abs(y - from.y) };
      setBand(next);
      const ids = view.ids.peek();
      const wide = box.current?.clientWidth ?? 0;
      const asRead: Box = fromRight() ? { ...next, left: wide - next.left - next.width } : next;
      const found = touchedIn(sections, asRead, measures, wide).map((index) => ids[index] ?? "");
      view.selection.value = { chosen: new Set([...from.before, ...found]), focus: found[0] ?? null, anchor: found[0] ?? null };
    },
    onPointerUp: () => end(),
    onPointerCancel: () => end(),
  };
  const end = (): void => {
    drag.current = null;
    setBand(null);
  };
  const rect = band && { left: `${band.left}px`, top: `${band.top}px`, width: `${band.width}px`, height: `${band.height}px` };
  return { rect, handlers };
}
