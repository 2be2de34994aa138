// Menus that an app describes: what they say is read here, what is chosen is told the app by the number of its function.

import { list, record, text, textOr, Unreadable, type Fields } from "./fields";
import { pictureOf } from "./picture";

/** Marks a function that was replaced by its number on the way. The SDK's own, and the same in all of its versions. */
export const SCOPE = "9a9c83a4-7897-43a0-93b9-53217b84fde6";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly action: number | null; // the number of the app's function
  readonly checked: boolean | null; // null: it is no matter of on and off
  readonly disabled: boolean;
  readonly icon: string; // a picture as an address; "": none
  readonly iconActive: string; // in its place while the entry is pointed at; "": the same
  readonly items: MenuSpec;
}

/** null: a line between. */
export type MenuSpec = readonly (MenuEntry | null)[];

export interface MenuChange {
  readonly id: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly icon?: string;
  readonly iconActive?: string;
}

const MOST_ENTRIES = 100; // in one menu
const DEEPEST = 4;
const MOST_LABEL = 200;

/** Raises Unreadable. */
export function readMenu(value: unknown, depth = 0): MenuSpec {
  if (depth > DEEPEST) throw new Unreadable("menus in menus in menus");
  return list(value, MOST_ENTRIES).map((item, at) => readEntry(item, depth, at));
}

function readEntry(item: unknown, depth: number, at: number): MenuEntry | null {
  if (item === "-") return null;
  const said = record(item);
  if (said["type"] === "separator") return null;
  const label = textOr(said["label"] ?? said["html"], MOST_LABEL);
  return {
    id: textOr(said["id"], MOST_LABEL, `${depth}-${at}-${label}`),
    label,
    action: actionOf(said["action"] ?? said["onClick"]),
    checked: typeof said["checked"] === "boolean" ? said["checked"] : null,
    disabled: said["disabled"] === true,
    icon: pictureOf(said["icon"]),
    iconActive: pictureOf(said["icon_active"]),
    items: said["items"] === undefined || said["items"] === null ? [] : readMenu(said["items"], depth + 1),
  };
}

function actionOf(value: unknown): number | null {
  if (typeof value !== "object" || value === null) return null;
  const said = value as Fields;
  const id = said["id"];
  return said["$SCOPE"] === SCOPE && typeof id === "number" && Number.isSafeInteger(id) ? id : null;
}

/** Raises Unreadable. */
export function readChange(value: unknown): Fields & { readonly id: string } {
  const said = record(value);
  return { ...said, id: text(said["id"], MOST_LABEL) };
}

/** The same menu with one entry changed, wherever in it that is. */
export function changeMenu(menu: MenuSpec, change: MenuChange): MenuSpec {
  return menu.map((entry) => {
    if (!entry) return entry;
    const items = changeMenu(entry.items, change);
    return entry.id === change.id ? { ...entry, ...change, items } : { ...entry, items };
  });
}

export interface Line {
  readonly entry: MenuEntry;
  readonly path: string; // "Export › PNG": menus have one level here
}

/** What can be chosen, between the lines. */
export function linesOf(menu: MenuSpec, above = ""): readonly (readonly Line[])[] {
  const groups: Line[][] = [[]];
  for (const entry of menu) {
    if (!entry) groups.push([]);
    else if (entry.items.length > 0) groups.push(...linesOf(entry.items, `${above}${entry.label} › `).map((group) => [...group]), []);
    else groups.at(-1)?.push({ entry, path: above + entry.label });
  }
  return groups.filter((group) => group.length > 0);
}
