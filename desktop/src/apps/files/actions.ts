// What can be done in Files: read by the toolbar, the context menu and the keyboard.

import {
  AppWindow,
  ClipboardPaste,
  Copy,
  CornerDownRight,
  Download,
  Eye,
  FileArchive,
  FilePlus,
  FolderOpen,
  FolderPlus,
  FolderSearch,
  Globe,
  Info,
  PackageOpen,
  Pencil,
  RotateCcw,
  Scissors,
  SquarePlus,
  Star,
  StarOff,
  Trash2,
  Undo2,
  UserPlus,
  Wallpaper,
  type LucideIcon,
} from "lucide-preact";
import type { Action } from "../../core/actions";
import { say, t, type Said } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { download } from "../../shell/file-work/download";
import { canUnpack } from "../../shell/kinds";
import { join, parentOf } from "../../core/file-paths";
import { canBeWallpaper, hang } from "../../shell/own-picture";
import type { View } from "./view";

export interface FilesAction extends Action<View> {
  readonly label: Said;
  readonly icon?: LucideIcon;
  readonly group: "open" | "edit" | "more" | "danger" | "folder";
}

const one = (view: View): FileEntry | null => (view.chosen.value.length === 1 ? (view.chosen.value[0] ?? null) : null);
const some = (view: View): boolean => view.chosen.value.length > 0;
const movable = (view: View): boolean => some(view) && view.chosen.value.every((entry) => !entry.immutable);
const isFile = (view: View): boolean => one(view)?.kind === "file";
const isPicture = (view: View): boolean => view.chosen.value.length === 1 && view.chosen.value.every(canBeWallpaper);
const isArchive = (view: View): boolean => view.chosen.value.length === 1 && view.chosen.value.every(canUnpack);
const isSeen = (view: View): boolean => isFile(view) || (one(view)?.kind === "directory" && view.offers.value.sharing);
const outside = (view: View): boolean => !view.inTrash.value;
/** As the daemon has it: a folder of one's own, below the first and not in the trash. */
const publishable = (view: View): boolean => outside(view) && one(view)?.kind === "directory" && one(view)?.path.startsWith(join(view.shared.home, "")) === true;

const isWebsite = (view: View): boolean => view.shared.websites.directories.value.has(one(view)?.id ?? "");

export async function makeFolder(view: View): Promise<void> {
  const made = await view.shared.operations.mkdir(view.path.peek(), t("New folder"));
  if (!made) return;
  view.await(made);
  view.renaming.value = made.id;
}

async function makeFile(view: View): Promise<void> {
  const made = await view.shared.operations.create(view.path.peek(), t("New text.txt"));
  if (!made) return;
  view.await(made);
  view.renaming.value = made.id;
}

async function compress(view: View): Promise<void> {
  view.await(await view.shared.operations.pack(view.chosen.peek(), view.path.peek()));
}

async function unpack(view: View): Promise<void> {
  const archive = one(view);
  if (archive) view.await(await view.shared.operations.unpack(archive, view.path.peek()));
}

export const FILES_ACTIONS: readonly FilesAction[] = [
  {
    id: "open",
    label: say("Open"),
    group: "open",
    icon: FolderOpen,
    shortcut: "Enter",
    when: (view) => one(view) !== null,
    perform: (view) => {
      const entry = one(view);
      if (entry) view.open(entry);
    },
  },
  {
    id: "open-tab",
    label: say("Open in a new tab"),
    group: "open",
    icon: SquarePlus,
    shortcut: "Ctrl+Enter",
    when: (view) => one(view)?.kind === "directory",
    perform: (view) => view.tabs.open(one(view)?.path ?? view.path.peek()),
  },
  {
    id: "reveal",
    label: say("Show in its folder"),
    group: "open",
    icon: FolderSearch,
    when: (view) => one(view) !== null && view.found.value !== null,
    perform: (view) => {
      const entry = one(view);
      const directory = entry && parentOf(entry.path);
      if (directory) view.goTo(directory, entry);
    },
  },
  { id: "new-tab", label: say("New tab"), group: "folder", icon: SquarePlus, shortcut: "Alt+T", perform: (view) => view.tabs.open(view.path.peek()) },
  {
    id: "open-with",
    label: say("Open with…"),
    group: "open",
    icon: AppWindow,
    when: (view) => isFile(view) && view.offers.value.openers,
    perform: (view) => void (view.host.openers.asked.value = one(view)),
  },
  {
    id: "look",
    label: say("Quick look"),
    group: "open",
    icon: Eye,
    shortcut: "Space",
    when: isSeen,
    perform: (view) => void (view.panel.value = "look"),
  },
  {
    id: "restore",
    label: say("Put back"),
    group: "open",
    icon: RotateCcw,
    when: (view) => view.inTrash.value && some(view) && view.chosen.value.every((entry) => Boolean(entry.trashed_at)),
    perform: (view) => void view.shared.operations.restore(view.chosen.value),
  },
  { id: "new-folder", label: say("New folder"), group: "folder", icon: FolderPlus, shortcut: "Alt+N", when: (view) => view.writable.value, perform: (view) => void makeFolder(view) },
  { id: "new-file", label: say("New text file"), group: "folder", icon: FilePlus, when: (view) => view.writable.value, perform: (view) => void makeFile(view) },
  {
    id: "cut",
    label: say("Cut"),
    group: "edit",
    icon: Scissors,
    shortcut: "Ctrl+X",
    when: (view) => movable(view) && outside(view),
    perform: (view) => void (view.shared.operations.clipboard.value = { how: "cut", entries: view.chosen.value }),
  },
  {
    id: "copy",
    label: say("Copy"),
    group: "edit",
    icon: Copy,
    shortcut: "Ctrl+C",
    when: some,
    perform: (view) => void (view.shared.operations.clipboard.value = { how: "copy", entries: view.chosen.value }),
  },
  {
    id: "paste",
    label: say("Paste"),
    group: "folder",
    icon: ClipboardPaste,
    shortcut: "Ctrl+V",
    when: (view) => view.writable.value && view.shared.operations.clipboard.value !== null,
    perform: (view) => void view.shared.operations.paste(view.path.peek()),
  },
  {
    id: "undo",
    label: say("Undo"),
    group: "folder",
    icon: Undo2,
    shortcut: "Ctrl+Z",
    when: (view) => view.shared.operations.undoable !== null,
    perform: (view) => void view.shared.operations.undo(),
  },
  {
    id: "rename",
    label: say("Rename"),
    group: "edit",
    icon: Pencil,
    shortcut: "F2",
    when: (view) => one(view) !== null && movable(view) && outside(view),
    perform: (view) => void (view.renaming.value = one(view)?.id ?? null),
  },
  { id: "download", label: say("Download"), group: "more", icon: Download, when: some, perform: (view) => download(view.shared.stores.of(view.path.value), view.chosen.value) },
  { id: "compress", label: say("Compress"), group: "more", icon: FileArchive, when: (view) => some(view) && view.writable.value && view.offers.value.archives, perform: (view) => void compress(view) },
  { id: "unpack", label: say("Unpack here"), group: "more", icon: PackageOpen, when: (view) => view.writable.value && view.offers.value.archives && isArchive(view), perform: (view) => void unpack(view) },
  {
    id: "favourite",
    label: say("Add to favourites"),
    group: "more",
    icon: Star,
    when: (view) => one(view)?.kind === "directory" && outside(view) && view.offers.value.favourites && !view.shared.favourites.has(one(view)?.id ?? ""),
    perform: (view) => view.shared.favourites.add(one(view)?.id ?? ""),
  },
  {
    id: "no-favourite",
    label: say("Remove from favourites"),
    group: "more",
    icon: StarOff,
    when: (view) => view.shared.favourites.has(one(view)?.id ?? ""),
    perform: (view) => view.shared.favourites.remove(one(view)?.id ?? ""),
  },
  {
    id: "wallpaper",
    label: say("Set as wallpaper"),
    group: "more",
    icon: Wallpaper,
    when: (view) => isPicture(view) && outside(view) && view.offers.value.openers,
    perform: (view) => view.chosen.value.forEach((entry) => hang(view.host, entry)),
  },
  { id: "share", label: say("Share…"), group: "more", icon: UserPlus, when: (view) => one(view) !== null && outside(view) && view.offers.value.sharing, perform: (view) => void (view.panel.value = "share") },
  { id: "website", label: say("Publish as a website…"), group: "more", icon: Globe, when: (view) => publishable(view) && !isWebsite(view), perform: (view) => void (view.panel.value = "website") },
  { id: "website-there", label: say("Website…"), group: "more", icon: Globe, when: (view) => publishable(view) && isWebsite(view), perform: (view) => void (view.panel.value = "website") },
  { id: "properties", label: say("Properties"), group: "more", icon: Info, shortcut: "Alt+Enter", when: (view) => one(view) !== null, perform: (view) => void (view.panel.value = "properties") },
  {
    id: "trash",
    label: say("Move to trash"),
    group: "danger",
    icon: Trash2,
    shortcut: "Delete",
    danger: true,
    when: (view) => movable(view) && outside(view) && view.offers.value.trash,
    perform: (view) => void view.shared.operations.trash(view.chosen.value),
  },
  {
    id: "remove",
    label: say("Delete for ever…"),
    group: "danger",
    icon: Trash2,
    shortcut: "Shift+Delete",
    danger: true,
    when: (view) => movable(view) && view.offers.value.trash,
    perform: (view) => void (view.panel.value = "remove"),
  },
  {
    id: "remove-here",
    label: say("Delete for ever…"),
    group: "danger",
    icon: Trash2,
    shortcut: "Delete",
    danger: true,
    when: (view) => movable(view) && !view.offers.value.trash,
    perform: (view) => void (view.panel.value = "remove"),
  },
  {
    id: "empty",
    label: say("Empty the trash…"),
    group: "folder",
    icon: Trash2,
    danger: true,
    when: (view) => view.path.value === join(view.shared.home, "Trash") && view.shown.value.length > 0,
    perform: (view) => void (view.panel.value = "empty"),
  },
  { id: "go-to", label: say("Go to…"), group: "folder", icon: CornerDownRight, shortcut: "Ctrl+L", perform: (view) => void (view.typing.value = true) },
  { id: "all", label: say("Select all"), group: "folder", shortcut: "Ctrl+A", when: (view) => view.shown.value.length > 0, perform: (view) => view.chooseAll() },
];
