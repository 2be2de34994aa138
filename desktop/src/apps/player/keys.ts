// The Player's keys.

import type { Playback } from "./playback";

const SHORT = 5; // seconds
const LONG = 10;
const LOUDER = 0.05;

export interface Controls {
  readonly playback: Playback;
  readonly next: () => void;
  readonly previous: () => void;
  readonly fullScreen: () => void;
}

export function press(event: KeyboardEvent, controls: Controls): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const { target, key } = event;
  if (target instanceof HTMLInputElement && key.startsWith("Arrow")) return; // a slider's own
  if (target instanceof HTMLButtonElement && (key === " " || key === "Enter")) return;
  const run = /^[0-9]$/.test(key) ? () => tenth(controls.playback, Number(key)) : keys(controls)[key];
  if (!run) return;
  event.preventDefault();
  run();
}

function keys({ playback, next, previous, fullScreen }: Controls): Readonly<Record<string, () => void>> {
  return {
    " ": playback.toggle,
    k: playback.toggle,
    ArrowRight: () => playback.by(SHORT),
    ArrowLeft: () => playback.by(-SHORT),
    l: () => playback.by(LONG),
    j: () => playback.by(-LONG),
    ArrowUp: () => playback.setVolume(playback.volume.peek() + LOUDER),
    ArrowDown: () => playback.setVolume(playback.volume.peek() - LOUDER),
    m: playback.toggleMute,
    n: next,
    p: previous,
    ">": () => playback.stepRate(1),
    "<": () => playback.stepRate(-1),
    f: fullScreen,
  };
}

function tenth(playback: Playback, tenths: number): void {
  playback.seek((playback.length.peek() * tenths) / 10);
}
