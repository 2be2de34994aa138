// The name of an entry that is being changed.

import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { RenameField, type FieldPlace } from "../../kit/rename-field";
import type { View } from "./view";

interface RenameBoxProps {
  readonly view: View;
  readonly optionId: (entry: string) => string;
  readonly back: RefObject<HTMLElement>; // what gets the focus afterwards
}

export function RenameBox({ view, optionId, back }: RenameBoxProps): JSX.Element | null {
  const id = view.renaming.value ?? "";
  const entry = view.shown.value.find((one) => one.id === id);
  const [place, setPlace] = useState<FieldPlace | null>(null);

  useLayoutEffect(() => {
    const name = document.getElementById(optionId(id))?.querySelector(".name");
    const around = back.current?.parentElement?.getBoundingClientRect();
    if (!name || !around) return;
    const box = name.getBoundingClientRect();
    const width = Math.max(box.width + 28, 150);
    setPlace({ left: box.left - around.left - (width - box.width) / 2, top: box.top - around.top - 5, width });
  }, [id, entry?.name]);

  if (!entry || !place) return null;
  const end = (name: string | null): void => {
    view.renaming.value = null;
    back.current?.focus();
    if (name) void view.shared.operations.rename(entry, name).then((renamed) => renamed && view.await(renamed)); // where it has another id now, it stays chosen
  };
  return <RenameField name={entry.name} place={place} onEnd={end} />;
}
