// A finger that stays where it pressed. It scrolls otherwise: only after a moment does it take up what is under it, and if it lets go without having moved, it asks for its menu.

const HOLD_MS = 400; // a little less than what systems wait
const HELD = "data-held"; // on what it stays on, so that it can be seen
const SLACK = 10; // CSS pixels; a finger that moves more does not stay
const AFTER_MS = 400; // what the browser still makes of a press that has ended

/** What has a menu of its own, or lies in what has. Elsewhere a finger that stays chooses text, and the browser's menu is wanted. */
const OWN = "button, [role=option], [role=row], [role=treeitem], .title-bar, .taskbar, .surface";
const TEXT = "input, textarea, [contenteditable], .xterm";

let carrying = false;

/** Begin at once with a mouse or a pen, and with a finger when it has stayed for a moment. */
export function whenTaken(press: PointerEvent, begin: () => void): void {
  if (press.pointerType !== "touch") return begin();
  const over = new AbortController();
  const { signal } = over;
  const taken = (): void => {
    over.abort();
    carrying = true;
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (carrying = false), { once: true });
    navigator.vibrate?.(8);
    begin();
  };
  const timer = setTimeout(taken, HOLD_MS);
  signal.addEventListener("abort", () => clearTimeout(timer));
  for (const other of ["pointermove", "pointerdown"] as const) addEventListener(other, (event) => strays(press, event) && over.abort(), { signal });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => over.abort(), { signal });
}

/** For the `touchmove` of what scrolls: it stays while something is carried over it. */
export function stayStill(event: TouchEvent): void {
  if (carrying && event.cancelable) event.preventDefault();
}

/**
 * A finger that has stayed asks for a menu when it lets go, as a right click does: not before, as a menu that opens under a finger closes again when that lifts.
 * What browsers make of such a press, each in its own way or not at all, is left out. Answers how to stop.
 */
export function askByHolding(): () => void {
  const over = new AbortController();
  const listening = { signal: over.signal, capture: true };
  let press: PointerEvent | null = null;
  let held: Element | null = null; // where the finger has stayed
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = -Infinity; // when the last one did
  const forget = (): void => {
    clearTimeout(timer);
    held?.removeAttribute(HELD);
    press = held = null;
  };
  const begin = (event: PointerEvent): void => {
    forget();
    const own = event.pointerType === "touch" && event.isPrimary ? ownAt(event.target) : null;
    if (!own) return;
    press = event;
    timer = setTimeout(() => (held = own).setAttribute(HELD, ""), HOLD_MS);
  };
  const end = (event: PointerEvent): void => {
    const ended = held && press;
    forget();
    if (!ended) return;
    asked = event.timeStamp;
    setTimeout(() => ask(ended)); // the press is over then for everybody
  };
  const leaveOut = (event: Event): void => {
    if (!event.isTrusted || (press === null && event.timeStamp - asked > AFTER_MS)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("pointerdown", begin, listening);
  addEventListener("pointermove", (event) => press && strays(press, event) && forget(), listening);
  addEventListener("pointercancel", forget, listening);
  addEventListener("pointerup", end, listening);
  addEventListener("contextmenu", leaveOut, listening);
  addEventListener("click", (event) => press === null && leaveOut(event), listening);
  return () => {
    forget();
    over.abort();
  };
}

function ask({ target, clientX, clientY }: PointerEvent): void {
  target?.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 2, clientX, clientY }));
}

function ownAt(target: EventTarget | null): Element | null {
  return target instanceof Element && target.closest(TEXT) === null ? target.closest(OWN) : null;
}

function strays(press: PointerEvent, event: PointerEvent): boolean {
  return event.pointerId !== press.pointerId || Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) > SLACK;
}
