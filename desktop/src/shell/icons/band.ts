// Choosing icons by drawing a band around them.

import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { meets, spanned, type Point, type Rect } from "../../core/geometry";
import type { Icons } from "./icons";

const LEAST = 4; // CSS pixels; less is a click

interface Drag extends Point {
  readonly before: readonly string[]; // what was chosen
}

export function useBand(surface: RefObject<HTMLElement>, icons: Icons) {
  const drag = useRef<Drag | null>(null);
  const [band, setBand] = useState<Rect | null>(null);

  const end = (): void => {
    drag.current = null;
    setBand(null);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || event.pointerType === "touch" || (event.target as Element).closest("button, input, [data-entry], dialog, .menu")) return;
      const keep = event.ctrlKey || event.metaKey || event.shiftKey;
      drag.current = { x: event.clientX, y: event.clientY, before: keep ? [...icons.selection.peek().chosen] : [] };
      if (!keep) icons.choose([]);
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (!from) return;
      const next = spanned(from, { x: event.clientX, y: event.clientY });
      if (!band && next.width < LEAST && next.height < LEAST) return;
      surface.current?.setPointerCapture(event.pointerId);
      setBand(next);
      icons.choose([...new Set([...from.before, ...touched(surface.current, next)])]);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
  const rect = band && { left: `${band.x}px`, top: `${band.y}px`, width: `${band.width}px`, height: `${band.height}px` };
  return { rect, handlers };
}

function touched(surface: HTMLElement | null, band: Rect): readonly string[] {
  const icons = [...(surface?.querySelectorAll<HTMLElement>("[data-entry]") ?? [])];
  return icons.filter((icon) => meets(icon.getBoundingClientRect(), band)).map((icon) => icon.dataset["entry"] ?? "");
}
