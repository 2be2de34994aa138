// The keys that a phone's keyboard lacks.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Emulator } from "./emulator";

// What stands on the key, what it is read out as where that differs, and what it sends.
const KEYS: readonly (readonly [label: string, name: string | undefined, normal: string, application?: string])[] = [
  ["Esc", undefined, "\x1b"],
  ["Tab", undefined, "\t"],
  ["←", "Left", "\x1b[D", "\x1bOD"],
  ["↓", "Down", "\x1b[B", "\x1bOB"],
  ["↑", "Up", "\x1b[A", "\x1bOA"],
  ["→", "Right", "\x1b[C", "\x1bOC"],
  ["|", undefined, "|"],
  ["/", undefined, "/"],
  ["-", undefined, "-"],
];

export function KeyRow({ emulator, onText }: { readonly emulator: Emulator; readonly onText: (text: string) => void }): JSX.Element {
  const [control, setControl] = useState(false);
  useEffect(() => {
    emulator.onControlUsed = () => setControl(false);
  }, [emulator]);
  const toggleControl = (): void => {
    emulator.control = !control;
    setControl(!control);
  };
  const [escape, tab, ...rest] = KEYS.map(([label, name, normal, application]) => (
    <button
      key={label}
      type="button"
      aria-label={name}
      onClick={() => onText(application && emulator.terminal.modes.applicationCursorKeysMode ? application : normal)}
    >
      {label}
    </button>
  ));
  return (
    // The screen keeps the focus, so that the keyboard stays open.
    <div class="key-row" role="toolbar" aria-label="More keys" onPointerDown={(event) => event.preventDefault()}>
      {escape}
      {tab}
      <button type="button" aria-pressed={control} onClick={toggleControl}>
        Ctrl
      </button>
      {rest}
    </div>
  );
}
