// The menu that chooses which kinds are shown.

import { ListFilter } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { Menu, type MenuItem } from "../../kit/menu";
import { t, tell } from "../../languages/say";
import { FILTERS } from "./filters";
import type { View } from "./view";

export function filterItems(view: View): readonly MenuItem[] {
  return FILTERS.map(([filter, label]) => ({
    id: `filter-${filter}`,
    label: tell(label),
    checked: view.filter.value === filter,
    onSelect: () => (view.filter.value = filter),
  }));
}

export function FilterButton({ view }: { readonly view: View }): JSX.Element {
  const [at, setAt] = useState<DOMRect | null>(null);
  return (
    <>
      <IconButton
        name={t("Show only some kinds")}
        icon={ListFilter}
        aria-haspopup="menu"
        class={view.filter.value === "all" ? "" : "filtering"}
        onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())}
      />
      {at && <Menu name={t("Show only")} anchor={at} groups={[filterItems(view)]} onClose={() => setAt(null)} />}
    </>
  );
}
