// Moving and sizing windows with a pointer: gestures in, places on the desk out, at most one change a frame.

import { moveRect, type Edge, type Point, type Rect } from "../core/geometry";
import { snapAt } from "../core/snaps";
import { shownRect } from "../core/windows";
import type { DeskStore } from "./desk";

const SLACK = 4; // a press that moves less than this is a click

export function dragWindow(desk: DeskStore, id: number, event: PointerEvent): void {
  const window = desk.window(id);
  if (!window || event.button !== 0) return;
  const origin = screenOrigin();
  const start = { x: event.clientX - origin.x, y: event.clientY - origin.y };
  const rect = desk.freeRect(window, start.x);
  let moving = window.snap === null;
  follow(event, {
    move(dx, dy) {
      if (!moving && Math.hypot(dx, dy) < SLACK * 2) return;
      moving = true;
      desk.place(id, moveRect(rect, dx, dy, desk.screen.peek()));
      desk.preview.value = snapAt({ x: start.x + dx, y: start.y + dy }, desk.screen.peek());
    },
    end() {
      const snap = desk.preview.peek();
      desk.preview.value = null;
      if (snap) {
        desk.place(id, rect);
        desk.toggleSnap(id, snap);
      }
    },
    cancel() {
      desk.preview.value = null;
      desk.putBack(window);
    },
  });
}

export function resizeWindow(desk: DeskStore, id: number, edge: Edge, event: PointerEvent): void {
  const window = desk.window(id);
  if (!window || event.button !== 0) return;
  const rect: Rect = shownRect(window, desk.screen.peek());
  follow(event, {
    move: (dx, dy) => desk.place(id, desk.resized(rect, edge, dx, dy)),
    end: () => undefined,
    cancel: () => desk.putBack(window),
  });
}

export interface Gesture {
  move(dx: number, dy: number): void;
  end(): void;
  cancel(): void;
}

/** Follow the pointer from this press until it is let go; Escape takes everything back, and does nothing else then. `target`: what was pressed, which an event knows only while it is told. */
export function follow(press: PointerEvent, gesture: Gesture, target = press.currentTarget as HTMLElement): void {
  const over = new AbortController();
  const listening = { signal: over.signal };
  let latest: PointerEvent | null = null;
  let frame = 0;
  let moved = false;

  const apply = (): void => {
    frame = 0;
    if (!latest) return;
    const dx = latest.clientX - press.clientX;
    const dy = latest.clientY - press.clientY;
    moved ||= Math.hypot(dx, dy) >= SLACK;
    if (moved) gesture.move(dx, dy);
  };
  const finish = (how: "end" | "cancel"): void => {
    if (frame) cancelAnimationFrame(frame);
    if (how === "end") apply();
    over.abort();
    if (moved) gesture[how]();
  };

  target.setPointerCapture(press.pointerId);
  target.addEventListener(
    "pointermove",
    (event) => {
      latest = event;
      frame ||= requestAnimationFrame(apply);
    },
    listening,
  );
  target.addEventListener("pointerup", () => finish("end"), listening);
  target.addEventListener("pointercancel", () => finish("cancel"), listening);
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      finish("cancel");
    },
    { ...listening, capture: true },
  );
}

/** Where the screen begins on the page: the taskbar may be before it. */
export function screenOrigin(): Point {
  const box = document.querySelector("[data-screen]")?.getBoundingClientRect();
  return { x: box?.left ?? 0, y: box?.top ?? 0 };
}
