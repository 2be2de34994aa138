// A name that is being changed, over where it is shown.

import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { stemLength } from "./paths";
import type { View } from "./view";

interface RenameBoxProps {
  readonly view: View;
  readonly optionId: (entry: string) => string;
  readonly back: RefObject<HTMLElement>; // what gets the focus afterwards
}

export function RenameBox({ view, optionId, back }: RenameBoxProps): JSX.Element | null {
  const id = view.renaming.value ?? "";
  const entry = view.shown.value.find((one) => one.id === id);
  const field = useRef<HTMLInputElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number; width: number } | null>(null);
  const left = useRef(false); // Enter and Escape take the focus away, which must not end it once more

  useLayoutEffect(() => {
    const name = document.getElementById(optionId(id))?.querySelector(".name");
    const around = back.current?.parentElement?.getBoundingClientRect();
    if (!name || !around) return;
    const box = name.getBoundingClientRect();
    const width = Math.max(box.width + 28, 150);
    setPlace({ left: Math.max(4, box.left - around.left - (width - box.width) / 2), top: box.top - around.top - 5, width });
  }, [id, entry?.name]);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(0, stemLength(field.current.value));
  }, [place !== null]);

  if (!entry || !place) return null;
  const end = (name: string | null): void => {
    if (left.current) return;
    left.current = true;
    view.renaming.value = null;
    back.current?.focus();
    if (name?.trim()) void view.shared.operations.rename(entry, name.trim());
  };
  return (
    <input
      ref={field}
      class="rename-box"
      type="text"
      aria-label={`New name of ${entry.name}`}
      spellcheck={false}
      autocomplete="off"
      style={{ left: `${place.left}px`, top: `${place.top}px`, width: `${place.width}px` }}
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
