// Where what is carried by a press goes, let go of over a folder, the trash or a window of Files: what lies there says it itself.

import { INTO } from "./drop-target";

export interface DropPlace {
  readonly element: HTMLElement;
  readonly into: string; // a path
}

/** Below the pointer, and below the icons that follow it; null: nothing that takes files. */
export function dropPlaceAt({ clientX, clientY }: Pick<PointerEvent, "clientX" | "clientY">, dragged: readonly string[]): DropPlace | null {
  const below = document.elementsFromPoint(clientX, clientY).find((element) => !dragged.includes(element.closest<HTMLElement>("[data-entry]")?.dataset["entry"] ?? ""));
  const element = below?.closest<HTMLElement>(`[${INTO}]`);
  const into = element?.getAttribute(INTO);
  return element && into ? { element, into } : null;
}

/** Marks where they would go; answers how to mark another. */
export function markPlaces(): (place: DropPlace | null) => void {
  let marked: HTMLElement | null = null;
  return (place) => {
    const next = place?.element ?? null;
    if (next === marked) return;
    marked?.classList.remove("takes");
    next?.classList.add("takes");
    marked = next;
  };
}
