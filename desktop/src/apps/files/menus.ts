// Actions as the groups of a menu.

import type { MenuItem } from "../../kit/menu";
import { say, tell, type Said } from "../../languages/say";
import type { FilesAction } from "./actions";
import type { Deed } from "../../shell/file-work/operations";
import type { View } from "./view";

const GROUPS: readonly FilesAction["group"][] = ["open", "edit", "more", "folder", "danger"];

export function menuOf(view: View, actions: readonly FilesAction[]): readonly (readonly MenuItem[])[] {
  return GROUPS.map((group) =>
    actions
      .filter((action) => action.group === group)
      .map(({ id, label, icon, shortcut, danger, perform }) => ({ id, label: labelOf(id, label, view), icon, shortcut, danger, onSelect: () => perform(view) })),
  );
}

const UNDO: Readonly<Record<Deed, Said>> = {
  "new-folder": say("Undo new folder"),
  "new-file": say("Undo new text file"),
  restore: say("Undo put back"),
  rename: say("Undo rename"),
  move: say("Undo move"),
  copy: say("Undo copy"),
  trash: say("Undo move to trash"),
  compress: say("Undo compress"),
  unpack: say("Undo unpack"),
};

/** "Undo rename". */
function labelOf(id: string, label: Said, view: View): string {
  const what = id === "undo" ? view.shared.operations.undoable : null;
  return tell(what === null ? label : UNDO[what]);
}
