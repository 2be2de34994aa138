// The heads of a list's columns: a click puts it in their order.

import { ArrowDown, ArrowUp } from "lucide-preact";
import type { JSX } from "preact";
import { say, t, tell, type Said } from "../../languages/say";
import { orderBy, type Column } from "./order";
import type { View } from "./view";

const COLUMNS: readonly (readonly [Column, Said])[] = [
  ["name", say("Name")],
  ["modified", say("Changed")],
  ["size", say("Size")],
  ["kind", say("Kind")],
];

export function Heads({ view }: { readonly view: View }): JSX.Element {
  const { by, descending } = view.order.value;
  const Sign = descending ? ArrowDown : ArrowUp;
  return (
    <div class="files-heads" role="group" aria-label={t("Order")}>
      {COLUMNS.map(([column, said]) => ({ column, label: tell(said) })).map(({ column, label }) => (
        <button
          key={column}
          type="button"
          class={column}
          aria-pressed={by === column}
          aria-label={by === column ? t(descending ? "{column}, descending" : "{column}, ascending", { column: label }) : label}
          onClick={() => (view.order.value = orderBy(view.order.peek(), column))}
        >
          {column === "kind" && view.found.value ? t("In||the folder that a file is in") : label}
          {by === column && <Sign size={12} aria-hidden />}
        </button>
      ))}
    </div>
  );
}
