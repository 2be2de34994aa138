// Where entries, and files of the computer, can be dropped.

import { signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { readDropped } from "./dropped";
import type { FileWork } from "./file-work";

/** Says on an element where an icon of the desktop goes that is let go of over it. */
export const INTO = "data-into";
const TYPE = "application/x-ingle-entries";

/** What of the house is on the pointer now. Pages in frames have pointers of their own, and cannot put anything here. */
export const taken = signal<readonly FileEntry[]>([]);

/** Put what is chosen on the pointer. */
export function take(event: DragEvent, entries: readonly FileEntry[]): void {
  taken.value = entries;
  for (const end of ["dragend", "pointermove"]) addEventListener(end, () => (taken.value = []), { once: true }); // what is dragged away while its element goes ends with neither a word nor a drop
  event.dataTransfer?.setData(TYPE, JSON.stringify(entries));
  if (event.dataTransfer) event.dataTransfer.effectAllowed = "copyMove";
}

export const carriesEntries = (event: DragEvent): boolean => event.dataTransfer?.types.includes(TYPE) === true;

export function carries(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? [];
  return types.includes(TYPE) || types.includes("Files");
}

/** Move it there, or copy it with Ctrl; what comes from the computer is uploaded. */
export function put(event: DragEvent, work: FileWork, into: string): void {
  const { dataTransfer: data } = event;
  if (!data) return;
  event.preventDefault();
  event.stopPropagation();
  const entries = entriesOn(data);
  if (entries.length > 0) {
    void work.operations.lay(entries, into, event.ctrlKey || event.altKey ? "copy" : "move");
    return;
  }
  readDropped(data).then(
    (dropped) => work.uploads.add(dropped, into),
    () => work.tell("bad", t("The browser could not read what was dropped.")),
  );
}

/** Another page may put anything under our type; only what looks like entries is believed, and the daemon checks each. */
export function entriesOn(data: DataTransfer): readonly FileEntry[] {
  try {
    const told: unknown = JSON.parse(data.getData(TYPE) || "[]");
    return Array.isArray(told) ? told.filter((one: Partial<FileEntry>) => typeof one?.id === "string" && typeof one.path === "string") : [];
  } catch {
    return [];
  }
}

interface DropTargetProps {
  readonly work: FileWork;
  readonly into: string | null; // null: nowhere
  readonly children: (over: boolean) => ComponentChildren;
}

export function DropTarget({ work, into, children }: DropTargetProps): JSX.Element {
  const { over, handlers } = useDrop(work, into);
  return (
    <div role="presentation" {...handlers}>
      {children(over)}
    </div>
  );
}

export function useDrop(work: FileWork, into: string | null) {
  const [over, setOver] = useState(false);
  const depth = useRef(0); // a drag enters and leaves what is inside, too
  const end = (): void => {
    depth.current = 0;
    setOver(false);
  };
  const handlers = {
    ...(into !== null && { [INTO]: into }),
    onDragEnter: (event: DragEvent) => {
      if (into === null || !carries(event)) return;
      event.stopPropagation();
      depth.current += 1;
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (into === null || !carries(event)) return;
      event.stopPropagation();
      depth.current -= 1;
      if (depth.current <= 0) end();
    },
    onDragOver: (event: DragEvent) => {
      if (into === null || !carries(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer) event.dataTransfer.dropEffect = event.ctrlKey || event.altKey ? "copy" : "move";
    },
    onDrop: (event: DragEvent) => {
      if (into === null || !carries(event)) return;
      end();
      put(event, work, into);
    },
  };
  return { over, handlers };
}
