// Favourites by dragging: a folder that is let go of beside them is one of them, and each is put where another one is.

import { useRef, useState } from "preact/hooks";
import { isInMachine } from "../../client/machine-store";
import { carriesEntries, entriesOn } from "../../shell/file-work/drop-target";
import type { Favourites } from "./favourites";

const TYPE = "application/x-ingle-favourite";

const carriesOne = (event: DragEvent): boolean => event.dataTransfer?.types.includes(TYPE) === true;

/** For the section around them; what is let go of over one of them goes into that folder. */
export function useTaking(favourites: Favourites) {
  const [over, setOver] = useState(false);
  const depth = useRef(0); // a drag enters and leaves what is inside, too
  const step = (by: 1 | -1) => (event: DragEvent): void => {
    if (!carriesEntries(event)) return;
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent): void => {
    depth.current = 0;
    setOver(false);
    if (!event.dataTransfer || !carriesEntries(event)) return;
    event.preventDefault();
    for (const { id, kind, path } of entriesOn(event.dataTransfer)) if (kind === "directory" && !isInMachine(path)) favourites.add(id);
  };
  const stay = (event: DragEvent): void => {
    if (!carriesEntries(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy"; // the folder stays where it is
  };
  return { over, handlers: { onDragEnter: step(1), onDragLeave: step(-1), onDragOver: stay, onDrop: drop } };
}

/** For one of them. */
export function usePutting(favourites: Favourites, id: string) {
  const [over, setOver] = useState(false);
  const handlers = {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer?.setData(TYPE, id);
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
    },
    onDragEnter: (event: DragEvent) => void (carriesOne(event) && setOver(true)),
    onDragLeave: () => setOver(false),
    onDragOver: (event: DragEvent) => void (carriesOne(event) && event.preventDefault()),
    onDrop: (event: DragEvent) => {
      setOver(false);
      const moved = event.dataTransfer?.getData(TYPE);
      if (!moved) return;
      event.preventDefault();
      favourites.move(moved, id);
    },
  };
  return { over, handlers };
}
