// A small picture of a window: what it shows is copied once, and is lifeless. What cannot be copied (pages in frames, films, what a graphics card has drawn) is left out,
// and so is everything that is very large; then the icon of its app stands there.

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { TITLE_BAR, type Size } from "../core/geometry";
import type { WindowState } from "../core/windows";
import { AppIcon } from "./app-icon";
import type { Shell } from "./shell";

const MOST_ELEMENTS = 4000; // copying more would be felt
const LEFT_OUT = "iframe, video, audio, object, embed";
const OVER_IT = "dialog, [popover]"; // which would be under a closed lid in the copy

interface PictureProps {
  readonly shell: Shell;
  readonly window: WindowState;
  readonly room: Size; // in CSS pixels
}

export function WindowPicture({ shell: { desk }, window, room }: PictureProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const shown = desk.shown(window);
  const size = { width: shown.width, height: shown.height - TITLE_BAR };
  const scale = Math.min(room.width / size.width, room.height / size.height);
  const app = desk.apps.find((one) => one.id === window.app);
  useLayoutEffect(() => {
    const body = document.querySelector(`[data-window-body="${window.id}"]`);
    if (body && element.current) show(body, element.current);
  }, [window.id]);
  return (
    <div class="window-picture" aria-hidden="true" style={{ width: `${size.width * scale}px`, height: `${size.height * scale}px` }}>
      <div ref={element} class="copied" inert style={{ width: `${size.width}px`, height: `${size.height}px`, scale: `${scale}` }} />
      {app && <AppIcon app={app} size={48} />}
    </div>
  );
}

function show(body: Element, holder: HTMLElement): void {
  const originals = [...body.querySelectorAll("*")];
  if (originals.length > MOST_ELEMENTS) return;
  const copy = body.cloneNode(true) as Element;
  const copies = [...copy.querySelectorAll("*")];
  copy.removeAttribute("data-window-body");
  const pairs = originals.map((original, at) => [original, copies[at]] as const);
  for (const [original, copied] of pairs) if (copied) quieten(original, copied);
  holder.replaceChildren(copy);
  for (const [original, copied] of pairs) copied?.scrollTo(original.scrollLeft, original.scrollTop); // which needs a place on the page
}

/** So that nothing on the page takes it for the original, and it shows what that shows. */
function quieten(original: Element, copied: Element): void {
  for (const name of ["id", "name", "autofocus", "contenteditable"]) copied.removeAttribute(name);
  if (original instanceof HTMLSelectElement && copied instanceof HTMLSelectElement) copied.selectedIndex = original.selectedIndex;
  if (copied.matches(OVER_IT)) copied.remove();
  else if (copied.matches(LEFT_OUT)) leaveOut(copied);
  else if (original instanceof HTMLCanvasElement && copied instanceof HTMLCanvasElement) draw(original, copied);
}

function leaveOut(copied: Element): void {
  const gap = document.createElement("div");
  gap.className = "left-out";
  copied.replaceWith(gap);
}

function draw(original: HTMLCanvasElement, copied: HTMLCanvasElement): void {
  if (original.width === 0 || original.height === 0) return;
  if (original.getContext("2d") === null) leaveOut(copied); // it is the graphics card's
  else copied.getContext("2d")?.drawImage(original, 0, 0);
}
