// What a right click in a terminal offers.

import { ClipboardPaste, Copy, Ear, Eraser, Palette, Plus, Search } from "lucide-preact";
import type { MenuItem } from "../../kit/menu";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Emulator } from "./emulator";
import { screenReaderOf, setScreenReader } from "./settings";

export const FIND_KEY = "Ctrl+Shift+F";

/** What opens over the terminal. */
interface Opens {
  readonly find: () => void;
  readonly look: () => void;
}

export function menuGroups(host: Host, machine: string, emulator: Emulator, opens: Opens, ofTabs: readonly MenuItem[]): readonly (readonly MenuItem[])[] {
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
      { id: "find", label: t("Find in the terminal"), icon: Search, shortcut: FIND_KEY, onSelect: opens.find },
      { id: "clear", label: t("Clear"), icon: Eraser, onSelect: () => emulator.terminal.clear() },
      { id: "look", label: t("Colours, text and cursor…"), icon: Palette, onSelect: opens.look },
      { id: "reader", label: t(reads ? "Stop reading out" : "Read out (screen reader)"), icon: Ear, onSelect: toggleReader },
    ],
    ofTabs,
    [{ id: "new", label: t("New terminal here"), icon: Plus, onSelect: () => host.open("terminal", { machine }) }],
  ];
}
