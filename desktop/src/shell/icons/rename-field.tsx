// A name that is being changed, over the icon that has it.

import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { stemLength } from "../../core/media";
import type { FileEntry } from "../../wire/generated";

const WIDTH = 132; // CSS pixels

interface RenameFieldProps {
  readonly entry: FileEntry;
  readonly iconId: string; // of the element that has the name
  readonly onEnd: (name: string | null) => void; // null: it keeps the one it has
}

export function RenameField({ entry, iconId, onEnd }: RenameFieldProps): JSX.Element | null {
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false); // Enter and Escape take the focus away, which must not end it once more
  const [place, setPlace] = useState<DOMRect | null>(null);
  useLayoutEffect(() => {
    const name = document.getElementById(iconId)?.querySelector(".name")?.getBoundingClientRect();
    if (name) setPlace(new DOMRect(name.x + (name.width - WIDTH) / 2, name.y - 4, WIDTH));
  }, [iconId]);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(0, stemLength(entry.name));
  }, [place === null]);
  const end = (name: string | null): void => {
    if (ended.current) return;
    ended.current = true;
    onEnd(name?.trim() || null);
  };
  if (!place) return null;
  return (
    <input
      ref={field}
      class="icon-rename"
      type="text"
      aria-label={`New name of ${entry.name}`}
      spellcheck={false}
      autocomplete="off"
      style={{ left: `${Math.max(4, place.x)}px`, top: `${place.y}px`, width: `${place.width}px` }}
      defaultValue={entry.name}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(event.currentTarget.value);
        if (event.key === "Escape") end(null);
      }}
    />
  );
}
