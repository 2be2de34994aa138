import { expect, it } from "vitest";
import type { OpenWindow } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import { arrange, FIRST_ORDER, orderBy, rowsOf, type Order, type Which } from "./rows";

const window = (id: number, title: string, app: string, minimised = false): OpenWindow => ({ id, title, minimised, workspace: minimised ? "Letters" : "Work", app: { id: app, name: app } as OpenWindow["app"] });
const machine = (id: string, state: Machine["state"]): Machine => ({ id, name: id, state }) as Machine;

const WINDOWS = [window(1, "Notes 10", "Editor"), window(2, "Notes 9", "Editor", true)];
const MACHINES = [machine("hearth", "running"), machine("oven", "running"), machine("attic", "cold")];
const LOADS = new Map([
  ["hearth", { cpu: 0.2, memory: 900, disk: 5, processes: 3 }],
  ["oven", { cpu: 0.9, memory: 100, disk: 7, processes: 2 }],
]);
const names = (order: Order, which: Which = "all"): string[] => arrange(rowsOf(which, WINDOWS, MACHINES, LOADS), order).map((row) => row.name);

it.each([
  ["all", ["attic", "hearth", "Notes 9", "Notes 10", "oven"]],
  ["windows", ["Notes 9", "Notes 10"]],
  ["machines", ["attic", "hearth", "oven"]],
] as const)("has %s", (which, shown) => {
  expect(names(FIRST_ORDER, which)).toEqual(shown);
});

it.each([
  ["name", true, ["oven", "Notes 10", "Notes 9", "hearth", "attic"]],
  ["kind", false, ["Notes 9", "Notes 10", "attic", "hearth", "oven"]],
  ["state", false, ["attic", "Notes 9", "Notes 10", "hearth", "oven"]],
  ["workspace", false, ["Notes 9", "Notes 10", "attic", "hearth", "oven"]],
  ["cpu", true, ["oven", "hearth", "attic", "Notes 9", "Notes 10"]],
  ["cpu", false, ["hearth", "oven", "attic", "Notes 9", "Notes 10"]],
  ["memory", true, ["hearth", "oven", "attic", "Notes 9", "Notes 10"]],
  ["disk", true, ["oven", "hearth", "attic", "Notes 9", "Notes 10"]],
] as const)("goes by %s (descending: %s)", (by, descending, shown) => {
  expect(names({ by, descending })).toEqual(shown);
});

it("turns an order round when it is asked for again, and begins figures with the largest", () => {
  expect(orderBy(FIRST_ORDER, "name")).toEqual({ by: "name", descending: true });
  expect(orderBy(FIRST_ORDER, "state")).toEqual({ by: "state", descending: false });
  expect(orderBy(FIRST_ORDER, "memory")).toEqual({ by: "memory", descending: true });
});
