// Hands on a picture: wheel and pinch zoom, a drag moves it, a swipe over what fits goes on to the next.

import type { Lens } from "./lens";
import type { Point } from "./sight";

const SWIPE = 60; // pixels
const WHEEL = 0.0022; // how much a wheel's pixel zooms
const LINE = 16; // pixels, where a wheel counts lines

/** Until what it answers is called. */
export function handle(box: HTMLElement, lens: Lens, onStep: (by: 1 | -1) => void): () => void {
  const pointers = new Map<number, Point>();
  let began: Point | null = null; // of a swipe, as long as one finger alone is there

  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top, width, height } = box.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    box.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    pointers.set(event.pointerId, point);
    began = pointers.size === 1 && event.pointerType === "touch" && !lens.larger.peek() ? point : null;
    lens.held.value = true;
  };

  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (!other) return lens.pan(now.x - before.x, now.y - before.y);
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    lens.zoom(distance(now, other) / Math.max(1, distance(before, other)), middle);
    lens.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  };

  const up = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    const now = pointOf(event);
    if (began && event.type === "pointerup") {
      const dx = now.x - began.x;
      if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(now.y - began.y)) onStep(dx < 0 ? 1 : -1);
    }
    began = null;
    lens.held.value = pointers.size > 0;
  };

  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    lens.zoom(Math.exp(-pixels * WHEEL * (event.ctrlKey ? 4 : 1)), pointOf(event)); // a pinch on a touchpad comes as a slow wheel with Ctrl
  };

  const double = (event: MouseEvent): void => lens.toggle(pointOf(event));

  const stop = new AbortController();
  const options = { signal: stop.signal };
  box.addEventListener("pointerdown", down, options);
  box.addEventListener("pointermove", move, options);
  box.addEventListener("pointerup", up, options);
  box.addEventListener("pointercancel", up, options);
  box.addEventListener("wheel", wheel, { ...options, passive: false });
  box.addEventListener("dblclick", double, options);
  return () => stop.abort();
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
