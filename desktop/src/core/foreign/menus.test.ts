import { expect, it } from "vitest";
import { changeMenu, linesOf, readMenu } from "./menus";

const menu = readMenu([{ id: "a", label: "A" }, "-", { label: "More", items: [{ id: "b", label: "B", checked: false }, { type: "separator" }, { label: "C", disabled: true }] }]);

it("changes one entry, wherever it is", () => {
  const changed = changeMenu(menu, { id: "b", checked: true });
  expect(linesOf(changed).flat().map((line) => line.entry.checked)).toEqual([null, true, null]);
  expect(linesOf(menu).flat()[1]?.entry.checked).toBe(false);
});

it("shows menus in menus on one level, between their lines", () => {
  expect(linesOf(menu).map((group) => group.map((line) => line.path))).toEqual([["A"], ["More › B"], ["More › C"]]);
});

it("has pictures that come along, and asks for none that lie elsewhere", () => {
  const [entry, other] = readMenu([{ label: "A", icon: "data:image/png;base64,AA", icon_active: "https://example.com/a.png" }, { label: "B", icon: "javascript:1" }]);
  expect([entry?.icon, entry?.iconActive, other?.icon]).toEqual(["data:image/png;base64,AA", "", ""]);
});
