// Files carried by a finger: it takes them up when it has stayed for a moment, and what it lets go of them over takes them, as a drop by mouse does. What is
// near its end scrolls under it. A second finger, or Escape, leaves everything where it is.

import { signal } from "@preact/signals";
import { edgeStep } from "../../core/edge-scroll";
import { parentOf } from "../../core/file-paths";
import type { Point } from "../../core/geometry";
import type { FileEntry } from "../../wire/generated";
import { whenTaken } from "../hold";
import { dropPlaceAt, markPlaces, type DropPlace } from "./drop-place";
import type { FileWork } from "./file-work";

const SLACK = 10; // CSS pixels; one that moves less asks for a menu

export interface Carried extends Point {
  readonly entries: readonly FileEntry[];
}

/** What is on the finger now, and where that is on the page. */
export const carried = signal<Carried | null>(null);

/** For the press of a pointer on an entry. `entries` is asked once it moves. */
export function carryByFinger(press: PointerEvent, work: Pick<FileWork, "operations">, entries: () => readonly FileEntry[]): void {
  if (press.pointerType !== "touch") return;
  holdFromBrowser(press.currentTarget as HTMLElement);
  whenTaken(press, () => carry(press, work, entries));
}

/** Browsers take up by themselves what can be dragged by a mouse, when a finger stays on it. */
function holdFromBrowser(element: HTMLElement): void {
  if (!element.draggable) return;
  const over = new AbortController();
  const giveBack = (): void => {
    over.abort();
    element.draggable = true;
  };
  element.draggable = false;
  for (const end of ["pointerup", "pointercancel"] as const) addEventListener(end, giveBack, { signal: over.signal });
}

function carry(press: PointerEvent, work: Pick<FileWork, "operations">, entries: () => readonly FileEntry[]): void {
  const over = new AbortController();
  const listening = { signal: over.signal };
  const mark = markPlaces();
  let frame = 0;
  const show = (now: Carried): void => {
    carried.value = now;
    mark(placeFor(now));
  };
  const follow = ({ pointerId, clientX: x, clientY: y }: PointerEvent): void => {
    const before = carried.peek();
    if (pointerId !== press.pointerId || (!before && Math.hypot(x - press.clientX, y - press.clientY) < SLACK)) return;
    show({ entries: before?.entries ?? entries().filter((entry) => !entry.immutable), x, y });
    if (!before) frame = requestAnimationFrame(scroll);
  };
  const scroll = (): void => {
    const now = carried.peek();
    if (now && scrollUnder(now)) mark(placeFor(now));
    frame = requestAnimationFrame(scroll);
  };
  const finish = (letGo: boolean): void => {
    over.abort();
    cancelAnimationFrame(frame);
    mark(null);
    const last = carried.peek();
    carried.value = null;
    const place = letGo && last ? placeFor(last) : null;
    if (last && place) void work.operations.lay(last.entries, place.into, "move");
  };
  addEventListener("pointermove", follow, listening);
  addEventListener("pointerup", (event) => finish(event.pointerId === press.pointerId), listening);
  addEventListener("pointercancel", () => finish(false), listening);
  addEventListener("pointerdown", () => finish(false), listening);
  addEventListener("keydown", (event) => escapes(event) && finish(false), { ...listening, capture: true });
}

function escapes(event: KeyboardEvent): boolean {
  if (event.key !== "Escape") return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** Nowhere, where all of them lie already. */
function placeFor({ entries, x, y }: Carried): DropPlace | null {
  const ids = entries.map((entry) => entry.id);
  const place = dropPlaceAt({ clientX: x, clientY: y }, ids);
  return place && entries.some((entry) => parentOf(entry.path) !== place.into) ? place : null;
}

/** Answers whether anything went on. */
function scrollUnder({ x, y }: Point): boolean {
  for (let box = document.elementFromPoint(x, y); box; box = box.parentElement) {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const { overflowX, overflowY } = getComputedStyle(box);
    const across = scrolls(overflowX) && box.scrollWidth > box.clientWidth ? edgeStep(x, left, right) : 0;
    const down = scrolls(overflowY) && box.scrollHeight > box.clientHeight ? edgeStep(y, top, bottom) : 0;
    if (across === 0 && down === 0) continue;
    const before = { left: box.scrollLeft, top: box.scrollTop };
    box.scrollBy(across, down);
    if (box.scrollLeft !== before.left || box.scrollTop !== before.top) return true;
  }
  return false;
}

const scrolls = (overflow: string): boolean => overflow === "auto" || overflow === "scroll";
