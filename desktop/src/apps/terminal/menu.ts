// What a right click in a terminal offers.

import { ClipboardPaste, Copy, Ear, Eraser, Plus, Search, ZoomIn, ZoomOut } from "lucide-preact";
import type { MenuItem } from "../../kit/menu";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Emulator } from "./emulator";
import { changeFontSize, screenReaderOf, setScreenReader } from "./settings";

export const FIND_KEY = "Ctrl+Shift+F";

export function menuGroups(host: Host, machine: string, emulator: Emulator, onFind: () => void, ofTabs: readonly MenuItem[]): readonly (readonly MenuItem[])[] {
  const zoom = (by: number) => () => emulator.zoom(changeFontSize(host.storage, by));
  const clipboard: MenuItem[] = [];
  if (emulator.terminal.hasSelection()) {
    clipboard.push({ id: "copy", label: t("Copy"), icon: Copy, shortcut: "Ctrl+Shift+C", onSelect: () => emulator.copy() });
  }
  if (navigator.clipboard) {
    const refused = (): void => host.notify("warn", t("The browser did not allow pasting. Use Ctrl Shift V instead."));
    const paste = (): void => void emulator.paste().catch(refused);
    clipboard.push({ id: "paste", label: t("Paste"), icon: ClipboardPaste, shortcut: "Ctrl+Shift+V", onSelect: paste });
  }
  const reads = screenReaderOf(host.storage);
  const toggleReader = (): void => {
    setScreenReader(host.storage, !reads);
    emulator.terminal.options.screenReaderMode = !reads;
  };
  return [
    clipboard,
    [
      { id: "find", label: t("Find in the terminal"), icon: Search, shortcut: FIND_KEY, onSelect: onFind },
      { id: "clear", label: t("Clear"), icon: Eraser, onSelect: () => emulator.terminal.clear() },
      { id: "larger", label: t("Larger text"), icon: ZoomIn, onSelect: zoom(1) },
      { id: "smaller", label: t("Smaller text"), icon: ZoomOut, onSelect: zoom(-1) },
      { id: "reader", label: t(reads ? "Stop reading out" : "Read out (screen reader)"), icon: Ear, onSelect: toggleReader },
    ],
    ofTabs,
    [{ id: "new", label: t("New terminal here"), icon: Plus, onSelect: () => host.open("terminal", { machine }) }],
  ];
}
