// A name that is being changed, over where it is shown.

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { stemLength } from "../core/media";
import { t } from "../languages/say";

/** In CSS pixels, of what the field is positioned by. */
export interface FieldPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

interface RenameFieldProps {
  readonly name: string;
  readonly place: FieldPlace;
  readonly onEnd: (name: string | null) => void; // once; null: it keeps the name it has
}

export function RenameField({ name, place, onEnd }: RenameFieldProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false); // Enter and Escape take the focus away, which must not end it once more
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(0, stemLength(name));
  }, []);
  const end = (typed: string | null): void => {
    if (ended.current) return;
    ended.current = true;
    onEnd(typed?.trim() || null);
  };
  return (
    <input
      ref={field}
      class="rename-field"
      type="text"
      aria-label={t("New name of {name}", { name })}
      spellcheck={false}
      autocomplete="off"
      style={{ left: `${Math.max(4, place.left)}px`, top: `${place.top}px`, width: `${place.width}px` }}
      defaultValue={name}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" || event.key === "Escape") event.preventDefault(); // they are not for what has the focus next, or a dialog around this
        if (event.key === "Enter") end(event.currentTarget.value);
        if (event.key === "Escape") end(null);
      }}
    />
  );
}
