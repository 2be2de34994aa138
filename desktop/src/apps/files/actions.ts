// What can be done in Files: read by the toolbar, the context menu and the keyboard.

import {
  AppWindow,
  ClipboardPaste,
  Copy,
  Download,
  Eye,
  FilePlus,
  FolderOpen,
  FolderPlus,
  Info,
  Pencil,
  RotateCcw,
  Scissors,
  Trash2,
  Undo2,
  UserPlus,
  type LucideIcon,
} from "lucide-preact";
import { explain } from "../../client/http";
import type { Action } from "../../core/actions";
import type { FileEntry } from "../../wire/generated";
import { join } from "./paths";
import type { View } from "./view";

export interface FilesAction extends Action<View> {
  readonly icon?: LucideIcon;
  readonly group: "open" | "edit" | "more" | "danger" | "folder";
}

const one = (view: View): FileEntry | null => (view.chosen.value.length === 1 ? (view.chosen.value[0] ?? null) : null);
const some = (view: View): boolean => view.chosen.value.length > 0;
const movable = (view: View): boolean => some(view) && view.chosen.value.every((entry) => !entry.immutable);
const isFile = (view: View): boolean => one(view)?.kind === "file";
const outside = (view: View): boolean => !view.inTrash.value;

export function download(view: View, entries: readonly FileEntry[]): void {
  for (const entry of entries) {
    if (entry.kind !== "file") continue;
    const link = document.createElement("a");
    link.href = view.host.api.files.url(entry.id, true);
    link.download = entry.name;
    link.click();
  }
}

export async function makeFolder(view: View): Promise<void> {
  const made = await view.shared.operations.mkdir(view.path.peek(), "New folder");
  if (!made) return;
  view.await(made);
  view.renaming.value = made.id;
}

async function makeFile(view: View): Promise<void> {
  try {
    const made = await view.host.api.files.create(join(view.path.peek(), "New text.txt"));
    view.await(made);
    view.renaming.value = made.id;
  } catch (reason) {
    view.host.notify("bad", explain(reason));
  }
}

export const FILES_ACTIONS: readonly FilesAction[] = [
  {
    id: "open",
    label: "Open",
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
    id: "open-with",
    label: "Open with…",
    group: "open",
    icon: AppWindow,
    when: isFile,
    perform: (view) => void (view.host.openers.asked.value = one(view)),
  },
  {
    id: "look",
    label: "Quick look",
    group: "open",
    icon: Eye,
    shortcut: "Space",
    when: isFile,
    perform: (view) => void (view.panel.value = "look"),
  },
  {
    id: "restore",
    label: "Put back",
    group: "open",
    icon: RotateCcw,
    when: (view) => view.inTrash.value && some(view) && view.chosen.value.every((entry) => Boolean(entry.trashed_at)),
    perform: (view) => void view.shared.operations.restore(view.chosen.value),
  },
  { id: "new-folder", label: "New folder", group: "folder", icon: FolderPlus, shortcut: "Alt+N", when: (view) => view.writable.value, perform: (view) => void makeFolder(view) },
  { id: "new-file", label: "New text file", group: "folder", icon: FilePlus, when: (view) => view.writable.value, perform: (view) => void makeFile(view) },
  {
    id: "cut",
    label: "Cut",
    group: "edit",
    icon: Scissors,
    shortcut: "Ctrl+X",
    when: (view) => movable(view) && outside(view),
    perform: (view) => void (view.shared.operations.clipboard.value = { how: "cut", entries: view.chosen.value }),
  },
  {
    id: "copy",
    label: "Copy",
    group: "edit",
    icon: Copy,
    shortcut: "Ctrl+C",
    when: some,
    perform: (view) => void (view.shared.operations.clipboard.value = { how: "copy", entries: view.chosen.value }),
  },
  {
    id: "paste",
    label: "Paste",
    group: "folder",
    icon: ClipboardPaste,
    shortcut: "Ctrl+V",
    when: (view) => view.writable.value && view.shared.operations.clipboard.value !== null,
    perform: (view) => void view.shared.operations.paste(view.path.peek()),
  },
  {
    id: "undo",
    label: "Undo",
    group: "folder",
    icon: Undo2,
    shortcut: "Ctrl+Z",
    when: (view) => view.shared.operations.undoable !== null,
    perform: (view) => void view.shared.operations.undo(),
  },
  {
    id: "rename",
    label: "Rename",
    group: "edit",
    icon: Pencil,
    shortcut: "F2",
    when: (view) => one(view) !== null && movable(view) && outside(view),
    perform: (view) => void (view.renaming.value = one(view)?.id ?? null),
  },
  { id: "download", label: "Download", group: "more", icon: Download, when: (view) => view.chosen.value.some((entry) => entry.kind === "file"), perform: (view) => download(view, view.chosen.value) },
  { id: "share", label: "Share…", group: "more", icon: UserPlus, when: (view) => one(view) !== null && outside(view), perform: (view) => void (view.panel.value = "share") },
  { id: "properties", label: "Properties", group: "more", icon: Info, shortcut: "Alt+Enter", when: (view) => one(view) !== null, perform: (view) => void (view.panel.value = "properties") },
  {
    id: "trash",
    label: "Move to trash",
    group: "danger",
    icon: Trash2,
    shortcut: "Delete",
    danger: true,
    when: (view) => movable(view) && outside(view),
    perform: (view) => void view.shared.operations.trash(view.chosen.value),
  },
  {
    id: "remove",
    label: "Delete for ever",
    group: "danger",
    icon: Trash2,
    shortcut: "Shift+Delete",
    danger: true,
    when: movable,
    perform: (view) => void (view.panel.value = "remove"),
  },
  {
    id: "empty",
    label: "Empty the trash",
    group: "folder",
    icon: Trash2,
    danger: true,
    when: (view) => view.path.value === join(view.shared.home, "Trash") && view.shown.value.length > 0,
    perform: (view) => void (view.panel.value = "empty"),
  },
  { id: "all", label: "Select all", group: "folder", shortcut: "Ctrl+A", when: (view) => view.shown.value.length > 0, perform: (view) => view.chooseAll() },
];
