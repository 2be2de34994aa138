// Shortcuts as text ("Alt+Shift+ArrowLeft") and whether a key press is one. Letters and digits go by their place on the
// keyboard, so that what Alt or Shift turn them into does not matter.

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const WRITTEN: Readonly<Record<string, string>> = { Plus: "+" }; // it joins the parts of a shortcut

export function matches(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.split("+");
  const key = parts.pop() ?? "";
  const wants = (modifier: string): boolean => parts.includes(modifier);
  return (
    press.altKey === wants("Alt") &&
    press.ctrlKey === wants("Ctrl") &&
    press.metaKey === wants("Meta") &&
    press.shiftKey === wants("Shift") &&
    (press.key === (WRITTEN[key] ?? key) || press.code === codeOf(key))
  );
}

function codeOf(key: string): string {
  if (/^[A-Z]$/.test(key)) return `Key${key}`;
  return /^[0-9]$/.test(key) ? `Digit${key}` : key;
}

const SHOWN: Readonly<Record<string, string>> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", PageUp: "PgUp", PageDown: "PgDn", Space: "Space", Slash: "/", Plus: "+" };

/** For people: "Alt Shift ←". */
export function describe(shortcut: string): string {
  return shortcut
    .split("+")
    .map((part) => SHOWN[part] ?? part)
    .join(" ");
}
