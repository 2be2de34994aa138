// The name of an icon that is being changed.

import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { RenameField, type FieldPlace } from "../../kit/rename-field";

const WIDTH = 132; // CSS pixels

interface RenameIconProps {
  readonly name: string;
  readonly iconId: string; // of the element that has the name
  readonly onEnd: (name: string | null) => void; // null: it keeps the one it has
}

export function RenameIcon({ name, iconId, onEnd }: RenameIconProps): JSX.Element | null {
  const [place, setPlace] = useState<FieldPlace | null>(null);
  useLayoutEffect(() => {
    const shown = document.getElementById(iconId)?.querySelector(".name")?.getBoundingClientRect();
    if (shown) setPlace({ left: shown.x + (shown.width - WIDTH) / 2, top: shown.y - 4, width: WIDTH });
  }, [iconId]);
  return <div class="icon-rename">{place && <RenameField name={name} place={place} onEnd={onEnd} />}</div>;
}
