// Windows and machines as rows of one table, and the orders that it can be put in.

import { wordFor } from "../../core/thermal";
import { t } from "../../languages/say";
import { collation } from "../../languages/formats";
import type { OpenWindow } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import type { Load } from "./loads";

interface Common {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly workspace: string | null; // null: it is on none, or there is only one
  readonly cpu: number | null; // share of its CPUs
  readonly memory: number | null; // bytes
  readonly disk: number | null; // bytes
}

/** A window takes of the browser what only the browser knows. */
export type Row = Common & ({ readonly window: OpenWindow; readonly machine?: never } | { readonly machine: Machine; readonly window?: never });

export type Which = "all" | "windows" | "machines";

export function rowsOf(which: Which, windows: readonly OpenWindow[], machines: readonly Machine[], loads: ReadonlyMap<string, Load>): readonly Row[] {
  return [...(which === "machines" ? [] : windows.map(windowRow)), ...(which === "windows" ? [] : machines.map((machine) => machineRow(machine, loads.get(machine.id))))];
}

function windowRow(window: OpenWindow): Row {
  const { id, app, title, minimised, workspace } = window;
  return { id: `window.${id}`, name: title, kind: app.name, state: t(minimised ? "Minimised" : "Open||of a window, a state"), workspace, cpu: null, memory: null, disk: null, window };
}

function machineRow(machine: Machine, load: Load | undefined): Row {
  const { id, name, state } = machine;
  return { id, name, kind: t("Machine"), state: wordFor(state), workspace: null, cpu: load?.cpu ?? null, memory: load?.memory ?? null, disk: load?.disk ?? null, machine };
}

export type Column = "name" | "kind" | "state" | "workspace" | "cpu" | "memory" | "disk";

export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

export const FIRST_ORDER: Order = { by: "name", descending: false };

const byName = collation({ numeric: true, sensitivity: "base" });

/** What takes something comes before what takes nothing, in either order; what is equal goes by its name. */
export function arrange(rows: readonly Row[], { by, descending }: Order): readonly Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [left, right] = [one[by], other[by]];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(one.name, other.name);
    const order = typeof left === "number" && typeof right === "number" ? left - right : byName(String(left), String(right));
    return sign * order || byName(one.name, other.name);
  });
}

/** What a click on a column's head makes of the order: figures begin with the largest. */
export function orderBy(order: Order, by: Column): Order {
  return { by, descending: order.by === by ? !order.descending : by === "cpu" || by === "memory" || by === "disk" };
}
