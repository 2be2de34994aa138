// The heads of a list's columns: a click puts it in their order.

import { ArrowDown, ArrowUp } from "lucide-preact";
import type { JSX } from "preact";
import { orderBy, type Column } from "./order";
import type { View } from "./view";

const COLUMNS: readonly (readonly [Column, string])[] = [
  ["name", "Name"],
  ["modified", "Changed"],
  ["size", "Size"],
  ["kind", "Kind"],
];

export function Heads({ view }: { readonly view: View }): JSX.Element {
  const { by, descending } = view.order.value;
  const Sign = descending ? ArrowDown : ArrowUp;
  return (
    <div class="files-heads" role="group" aria-label="Order">
      {COLUMNS.map(([column, label]) => (
        <button
          key={column}
          type="button"
          class={column}
          aria-pressed={by === column}
          aria-label={by === column ? `${label}, ${descending ? "descending" : "ascending"}` : label}
          onClick={() => (view.order.value = orderBy(view.order.peek(), column))}
        >
          {column === "kind" && view.found.value ? "In" : label}
          {by === column && <Sign size={12} aria-hidden />}
        </button>
      ))}
    </div>
  );
}
