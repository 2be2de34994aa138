// Dragging icons to other cells of the desktop: they follow the pointer, and lie in the nearest free cells when it lets go.

import { useRef, useState } from "preact/hooks";
import type { Point } from "../../core/geometry";
import { fromRight } from "../../kit/direction";
import { whenTaken } from "../hold";
import { dropPlaceAt, markPlaces } from "../file-work/drop-place";
import type { Icons } from "./icons";

const SLACK = 6; // CSS pixels; a press that moves less is a click

interface Dragged extends Point {
  readonly ids: readonly string[];
}

export interface IconDrag {
  readonly begin: (ids: () => readonly string[], press: PointerEvent) => void;
  /** How far an icon is from its cell now. */
  readonly transformOf: (id: string) => string | undefined;
  /** Whether the click that comes now is the end of a drag. */
  readonly wasDragged: () => boolean;
}

export function useIconDrag(icons: Icons): IconDrag {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const ended = useRef(false);

  const begin = (ids: () => readonly string[], press: PointerEvent): void => {
    ended.current = false;
    if (press.button === 0) whenTaken(press, () => drag(ids, press));
  };

  const drag = (ids: () => readonly string[], press: PointerEvent): void => {
    const over = new AbortController();
    let now: Dragged | null = null;
    const mark = markPlaces();
    const follow = (event: PointerEvent): void => {
      const [x, y] = [event.clientX - press.clientX, event.clientY - press.clientY];
      if (!now && Math.hypot(x, y) < SLACK) return;
      now = { ids: now?.ids ?? ids(), x, y };
      setDragged(now);
      mark(placeAt(event, now.ids));
    };
    const placeAt = (event: PointerEvent, carried: readonly string[]) => {
      const place = dropPlaceAt(event, carried);
      return place?.into === icons.path || !carried.some((id) => icons.ids.peek().includes(id)) ? null : place;
    };
    const finish = (letGo: PointerEvent | null): void => {
      over.abort();
      setDragged(null);
      mark(null);
      ended.current = now !== null;
      setTimeout(() => (ended.current = false)); // the click comes before that, if it comes
      if (!letGo || !now) return;
      const place = placeAt(letGo, now.ids);
      if (place && icons.layInto(now.ids, place.into, letGo.ctrlKey || letGo.altKey ? "copy" : "move")) return;
      icons.placing.drop(now.ids, { width: fromRight() ? -now.x : now.x, height: now.y });
    };
    addEventListener("pointermove", follow, { signal: over.signal });
    addEventListener("pointerup", (event) => finish(event), { signal: over.signal });
    addEventListener("pointercancel", () => finish(null), { signal: over.signal });
    addEventListener("keydown", (event) => event.key === "Escape" && finish(null), { signal: over.signal, capture: true });
  };
  const transformOf = (id: string): string | undefined => (dragged?.ids.includes(id) ? `translate(${dragged.x}px, ${dragged.y}px)` : undefined);
  return { begin, transformOf, wasDragged: () => ended.current };
}
