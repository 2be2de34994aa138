// What can be done with what lies on the desktop: read by its menus and the keyboard.

import { AppWindow, ClipboardPaste, Copy, Download, FilePlus, FolderOpen, FolderPlus, Image, Info, Pencil, Scissors, SquareArrowOutUpRight, Trash2, Undo2, UserPlus, type LucideIcon } from "lucide-preact";
import { available, type Action } from "../../core/actions";
import type { Sort } from "../../core/icon-grid";
import type { MenuItem } from "../../kit/menu";
import { say, tell, type Said } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { download } from "../file-work/download";
import { canBeWallpaper, hang } from "../own-picture";
import { DESKTOP, type Icons } from "./icons";

export interface IconsAction extends Action<Icons> {
  readonly label: Said;
  readonly icon?: LucideIcon;
  readonly checked?: (icons: Icons) => boolean; // given: one of several choices
  readonly group: "open" | "edit" | "change" | "danger" | "new" | "arrange" | "look" | "keys"; // keys: in no menu
}

const one = (icons: Icons): FileEntry | null => (icons.chosen.value.length === 1 ? (icons.chosen.value[0] ?? null) : null);
const some = (icons: Icons): boolean => icons.chosen.value.length > 0;
const none = (icons: Icons): boolean => !some(icons);
const movable = (icons: Icons): boolean => some(icons) && icons.chosen.value.every((entry) => !entry.immutable);
const hasApp = (id: string) => (icons: Icons): boolean => none(icons) && icons.shell.desk.apps.some((app) => app.id === id);

const placeable = (icons: Icons): boolean => none(icons) && !icons.shell.theme.compact.value;

const ARRANGED: Readonly<Record<Sort, Said>> = { name: say("Arrange by name"), kind: say("Arrange by kind"), date: say("Arrange by date") };

export const ICONS_ACTIONS: readonly IconsAction[] = [
  { id: "open", label: say("Open"), group: "open", icon: FolderOpen, shortcut: "Enter", when: some, perform: (icons) => icons.open(icons.chosen.peek()) },
  {
    id: "open-with",
    label: say("Open with…"),
    group: "open",
    icon: SquareArrowOutUpRight,
    when: (icons) => one(icons)?.kind === "file",
    perform: (icons) => (icons.shell.openers.asked.value = one(icons)),
  },
  { id: "cut", label: say("Cut"), group: "edit", icon: Scissors, shortcut: "Ctrl+X", when: movable, perform: (icons) => icons.hold("cut") },
  { id: "copy", label: say("Copy"), group: "edit", icon: Copy, shortcut: "Ctrl+C", when: some, perform: (icons) => icons.hold("copy") },
  {
    id: "paste",
    label: say("Paste"),
    group: "edit",
    icon: ClipboardPaste,
    shortcut: "Ctrl+V",
    when: ({ work }) => work.operations.clipboard.value !== null,
    perform: ({ work, path }) => void work.operations.paste(path),
  },
  { id: "download", label: say("Download"), group: "edit", icon: Download, when: some, perform: (icons) => download(icons.shell.api.files, icons.chosen.peek()) },
  { id: "undo", label: say("Undo"), group: "edit", icon: Undo2, shortcut: "Ctrl+Z", when: ({ work }) => work.operations.undoable !== null, perform: ({ work }) => void work.operations.undo() },
  {
    id: "rename",
    label: say("Rename"),
    group: "change",
    icon: Pencil,
    shortcut: "F2",
    when: (icons) => one(icons) !== null && movable(icons),
    perform: (icons) => (icons.renaming.value = one(icons)?.id ?? null),
  },
  {
    id: "share",
    label: say("Share…"),
    group: "change",
    icon: UserPlus,
    when: (icons) => one(icons) !== null,
    perform: (icons) => (icons.sharing.value = one(icons)),
  },
  {
    id: "properties",
    label: say("Properties"),
    group: "change",
    icon: Info,
    shortcut: "Alt+Enter",
    when: (icons) => one(icons) !== null,
    perform: (icons) => (icons.asked.value = one(icons)),
  },
  {
    id: "trash",
    label: say("Move to trash"),
    group: "danger",
    icon: Trash2,
    shortcut: "Delete",
    danger: true,
    when: movable,
    perform: (icons) => void icons.trash(icons.chosen.peek()),
  },
  { id: "all", label: say("Select all"), group: "keys", shortcut: "Ctrl+A", perform: (icons) => icons.choose(icons.ids.peek()) },
  { id: "none", label: say("Select nothing"), group: "keys", shortcut: "Escape", when: some, perform: (icons) => icons.choose([]) },
  { id: "new-folder", label: say("New folder"), group: "new", icon: FolderPlus, when: none, perform: (icons) => void icons.makeFolder() },
  { id: "new-file", label: say("New text file"), group: "new", icon: FilePlus, when: none, perform: (icons) => void icons.makeFile() },
  ...(["name", "kind", "date"] as const).map(
    (sort): IconsAction => ({
      id: `arrange-${sort}`,
      label: ARRANGED[sort],
      group: "arrange",
      when: placeable,
      checked: ({ placing }) => placing.byItself.value && placing.sort.value === sort,
      perform: ({ placing }) => placing.arrange(sort),
    }),
  ),
  { id: "place", label: say("Place freely"), group: "arrange", when: placeable, checked: ({ placing }) => !placing.byItself.value, perform: ({ placing }) => placing.hold() },
  {
    id: "files",
    label: say("Show in Files"),
    group: "look",
    icon: AppWindow,
    when: hasApp("files"),
    perform: ({ shell }) => shell.openers.open(DESKTOP),
  },
  {
    id: "hang",
    label: say("Set as wallpaper"),
    group: "change",
    icon: Image,
    when: (icons) => icons.chosen.value.length === 1 && icons.chosen.value.every(canBeWallpaper),
    perform: ({ chosen, shell }) => chosen.peek().forEach((entry) => hang({ theme: shell.theme, notify: shell.toasts.show }, entry)),
  },
  {
    id: "wallpaper",
    label: say("Change wallpaper…"),
    group: "look",
    icon: Image,
    when: hasApp("settings"),
    perform: ({ shell }) => shell.desk.open("settings", { page: "appearance" }),
  },
];

const GROUPS: readonly IconsAction["group"][] = ["open", "edit", "change", "new", "arrange", "look", "danger"];

/** The menu of what is chosen; of the desktop itself when nothing is. */
export function iconsMenu(icons: Icons): readonly (readonly MenuItem[])[] {
  const actions = available(ICONS_ACTIONS, icons);
  return GROUPS.map((group) => actions.filter((action) => action.group === group).map((action) => ({ ...action, label: tell(action.label), checked: action.checked?.(icons), onSelect: () => action.perform(icons) })));
}
