// The menu that chooses how a directory is shown, and under which headings.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { Menu, type MenuItem } from "../../kit/menu";
import { t, tell } from "../../languages/say";
import { GROUPINGS } from "./groups";
import { lookOf, LOOKS } from "./layouts";
import type { View } from "./view";

/** A phone has no room for columns. */
export function layoutItems(view: View, compact: boolean): readonly MenuItem[] {
  return LOOKS.filter(({ layout }) => !compact || layout !== "columns").map(({ layout, label }) => ({
    id: layout,
    label: tell(label),
    checked: view.layout.value === layout,
    onSelect: () => view.show(layout),
  }));
}

export function groupingItems(view: View): readonly MenuItem[] {
  return GROUPINGS.map(([grouping, label]) => ({
    id: `grouping-${grouping}`,
    label: tell(label),
    checked: view.grouping.value === grouping,
    onSelect: () => view.group(grouping),
  }));
}

export function LayoutButton({ view }: { readonly view: View }): JSX.Element {
  const [at, setAt] = useState<DOMRect | null>(null);
  const { shown, icon } = lookOf(view.layout.value);
  return (
    <>
      <IconButton name={tell(shown)} icon={icon} aria-haspopup="menu" onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())} />
      {at && <Menu name={t("Show as")} anchor={at} groups={[layoutItems(view, false), groupingItems(view)]} onClose={() => setAt(null)} />}
    </>
  );
}
