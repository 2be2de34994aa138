// The entries under one heading, or all of them where there is none: what is drawn of them.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { numberFormat } from "../../languages/formats";
import type { Group } from "./groups";
import { Item } from "./item";
import type { DrawnPart } from "./sections";
import type { View } from "./view";

const inDigits = numberFormat();

interface SectionProps {
  readonly view: View;
  readonly part: DrawnPart;
  readonly group: Group | undefined;
  readonly columns: number;
  readonly rowHeight: number; // pixels
  readonly optionId: (entry: string) => string;
}

export function Section({ view, part, group, columns, rowHeight, optionId }: SectionProps): JSX.Element {
  const { first, end, above, top } = part;
  const shown = view.shown.value;
  const drawn = end - first;
  const items = useMemo(
    () =>
      shown.slice(first, end).map((entry, at) => (
        <Item
          key={(first + at) % Math.max(1, drawn)} // what leaves the screen at one end comes back at the other: elements are kept, which is cheaper than others
          id={optionId(entry.id)}
          view={view}
          entry={entry}
          position={first + at + 1}
          of={shown.length}
        />
      )),
    [shown, first, drawn, view, optionId],
  );
  const style = { transform: `translateY(${above}px)`, "--columns": columns, "--row": `${rowHeight}px` };
  if (!group) {
    return (
      <div role="presentation" class="files-part" style={style}>
        {items}
      </div>
    );
  }
  return (
    <div role="group" aria-label={group.label()}>
      <div role="presentation" class="files-heading" style={{ transform: `translateY(${top}px)` }}>
        {group.label()} <small>{inDigits(group.count)}</small>
      </div>
      <div role="presentation" class="files-part" style={style}>
        {items}
      </div>
    </div>
  );
}
