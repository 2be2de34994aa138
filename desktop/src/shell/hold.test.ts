import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { whenTaken } from "./hold";

class Press extends Event {
  readonly pointerType: string;
  readonly pointerId: number;
  constructor(type: string, init: { pointerType?: string; pointerId?: number; clientX?: number } = {}) {
    super(type);
    this.pointerId = init.pointerId ?? 1;
    this.pointerType = init.pointerType ?? "touch";
    this.clientX = init.clientX ?? 0;
  }
  readonly clientX: number;
  readonly clientY = 0;
}

const window = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("navigator", {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const press = (pointerType: string): PointerEvent => new Press("pointerdown", { pointerType }) as unknown as PointerEvent;

it.each(["mouse", "pen"])("takes up at once by %s", (kind) => {
  const begin = vi.fn();
  whenTaken(press(kind), begin);
  expect(begin).toHaveBeenCalledOnce();
});

it.each([
  ["stays", null, 1],
  ["trembles", new Press("pointermove", { clientX: 6 }), 1],
  ["scrolls", new Press("pointermove", { clientX: 20 }), 0],
  ["taps", new Press("pointerup"), 0],
  ["is taken away", new Press("pointercancel"), 0],
])("by a finger that %s", (_how, event, times) => {
  const begin = vi.fn();
  whenTaken(press("touch"), begin);
  expect(begin).not.toHaveBeenCalled();
  if (event) window.dispatchEvent(event);
  vi.advanceTimersByTime(400);
  expect(begin).toHaveBeenCalledTimes(times);
});

it("takes nothing up when a second finger comes", () => {
  const begin = vi.fn();
  whenTaken(press("touch"), begin);
  window.dispatchEvent(new Press("pointerdown", { pointerId: 2 }));
  vi.advanceTimersByTime(400);
  expect(begin).not.toHaveBeenCalled();
});
