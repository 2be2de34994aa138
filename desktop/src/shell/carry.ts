// Carrying a window about in the overview: it is small under the pointer, and goes to the workspace that it is let go over.

import type { Point } from "../core/geometry";
import { caught } from "../core/tiles";
import type { Berth, DeskStore } from "./desk";
import { follow, screenOrigin } from "./drag";

const CARRIED = 148; // CSS pixels of its longer side

/** `ended`: it was carried, so the click that comes now is none. */
export function carryWindow(desk: DeskStore, id: number, press: PointerEvent, ended: () => void): void {
  const window = desk.window(id);
  const tile = desk.tiles.peek()?.get(id);
  if (!window || !tile || press.button !== 0 || !desk.workspaces.offered.peek()) return;
  const at = (dx: number, dy: number) => ({ x: press.clientX + dx, y: press.clientY + dy });
  const origin = screenOrigin();
  const onScreen = ({ x, y }: Point): Point => ({ x: x - origin.x, y: y - origin.y });
  const carriedTo = caught(tile, desk.shown(window), onScreen(at(0, 0)), CARRIED);
  const stop = (): void => {
    desk.carried.value = null;
    ended();
  };
  follow(press, {
    move(dx, dy) {
      const to = at(dx, dy);
      desk.carried.value = { id, tile: carriedTo(onScreen(to)), over: berthAt(to.x, to.y) };
    },
    end() {
      const over = desk.carried.peek()?.over ?? null;
      stop();
      if (over !== null) desk.workspaces.move(id, over === "new" ? desk.workspaces.add() : over);
    },
    cancel: stop,
  });
}

function berthAt(x: number, y: number): Berth | null {
  const found = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-berth]")?.dataset["berth"];
  if (found === undefined) return null;
  return found === "new" ? found : Number(found);
}
