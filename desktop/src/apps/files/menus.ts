// Actions as the groups of a menu.

import type { MenuItem } from "../../kit/menu";
import type { FilesAction } from "./actions";
import type { View } from "./view";

const GROUPS: readonly FilesAction["group"][] = ["open", "edit", "more", "folder", "danger"];

export function menuOf(view: View, actions: readonly FilesAction[]): readonly (readonly MenuItem[])[] {
  return GROUPS.map((group) =>
    actions
      .filter((action) => action.group === group)
      .map(({ id, label, icon, shortcut, danger, perform }) => ({ id, label: labelOf(id, label, view), icon, shortcut, danger, onSelect: () => perform(view) })),
  );
}

/** "Undo rename". */
function labelOf(id: string, label: string, view: View): string {
  const what = id === "undo" ? view.shared.operations.undoable : null;
  return what === null ? label : `${label} ${what.toLowerCase()}`;
}
