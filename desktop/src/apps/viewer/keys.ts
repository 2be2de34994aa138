// The Viewer's keys.

import { asRead } from "../../kit/direction";
import type { Lens } from "./lens";

const PAN = 60; // pixels

export function press(event: KeyboardEvent, lens: Lens, onStep: (by: number) => void, frame: HTMLElement | null): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
  const run = event.shiftKey && event.key.startsWith("Arrow") ? panning(event.key, lens) : keys(lens, onStep, frame)[asRead(event.key)];
  if (!run) return;
  event.preventDefault();
  run();
}

function keys(lens: Lens, onStep: (by: number) => void, frame: HTMLElement | null): Readonly<Record<string, () => void>> {
  const next = (): void => onStep(1);
  const previous = (): void => onStep(-1);
  return {
    ArrowRight: next,
    ArrowLeft: previous,
    PageDown: next,
    PageUp: previous,
    "+": lens.zoomIn,
    "=": lens.zoomIn,
    "-": lens.zoomOut,
    "0": lens.fit,
    "1": lens.actual,
    r: lens.turnRight,
    R: lens.turnLeft,
    f: () => toggleFullScreen(frame),
  };
}

/** The picture goes the other way than the eye. */
function panning(key: string, lens: Lens): (() => void) | undefined {
  const way = { ArrowRight: [-PAN, 0], ArrowLeft: [PAN, 0], ArrowDown: [0, -PAN], ArrowUp: [0, PAN] }[key];
  return way && (() => lens.pan(way[0] ?? 0, way[1] ?? 0));
}

export function toggleFullScreen(frame: HTMLElement | null): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : frame?.requestFullscreen();
  void done?.catch(() => undefined); // a browser may refuse
}
