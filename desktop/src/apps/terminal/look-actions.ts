// How terminals look, as actions: read by the menu, the keys and the guide to shortcuts.

import { Minus, Plus, RotateCcw, type LucideIcon } from "lucide-preact";
import type { Action } from "../../core/actions";
import { matches, type KeyPress } from "../../core/keymap";
import type { MenuItem } from "../../kit/menu";
import { say, t, tell, type Said } from "../../languages/say";
import { CURSORS, type Cursor, type TerminalLook } from "./look";
import type { LookSettings } from "./settings";

export interface LookAction extends Action<LookSettings> {
  readonly label: Said;
  readonly icon: LucideIcon;
  readonly also: readonly string[]; // as other keyboards have it
}

export const LOOK_ACTIONS: readonly LookAction[] = [
  { id: "larger", label: say("Larger text"), icon: Plus, shortcut: "Ctrl+Plus", also: ["Ctrl+Shift+Plus", "Ctrl+=", "Ctrl+NumpadAdd"], perform: (settings) => settings.resize(1) },
  { id: "smaller", label: say("Smaller text"), icon: Minus, shortcut: "Ctrl+-", also: ["Ctrl+NumpadSubtract"], perform: (settings) => settings.resize(-1) },
  { id: "usual", label: say("Usual size of text"), icon: RotateCcw, shortcut: "Ctrl+0", also: ["Ctrl+Numpad0"], perform: (settings) => settings.resize(null) },
];

export function lookActionOf(press: KeyPress): LookAction | undefined {
  return LOOK_ACTIONS.find(({ shortcut, also }) => [shortcut, ...also].some((one) => one !== undefined && matches(one, press)));
}

/** Those that have a name keep it in every language. */
const SCHEME_NAMES: readonly (readonly [TerminalLook["scheme"], () => string])[] = [
  ["desktop", () => t("Colours of the desktop")],
  ["dark", () => t("Dark colours")],
  ["light", () => t("Light colours")],
  ["contrast", () => t("High contrast")],
  ["dracula", () => "Dracula"],
  ["nord", () => "Nord"],
  ["gruvboxDark", () => "Gruvbox Dark"],
  ["gruvboxLight", () => "Gruvbox Light"],
];

const CURSOR_NAMES: Readonly<Record<Cursor, Said>> = { block: say("Cursor: block"), bar: say("Cursor: bar"), underline: say("Cursor: line below") };

export function lookMenu(settings: LookSettings): readonly (readonly MenuItem[])[] {
  const { scheme, cursor } = settings.look.peek();
  return [
    SCHEME_NAMES.map(([id, label]) => ({ id, label: label(), checked: scheme === id, onSelect: () => settings.choose({ scheme: id }) })),
    CURSORS.map((id) => ({ id, label: tell(CURSOR_NAMES[id]), checked: cursor === id, onSelect: () => settings.choose({ cursor: id }) })),
    LOOK_ACTIONS.map(({ id, label, icon, shortcut, perform }) => ({ id, label: tell(label), icon, shortcut, onSelect: () => perform(settings) })),
  ];
}
