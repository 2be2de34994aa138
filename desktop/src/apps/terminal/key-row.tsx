// The keys that a phone's keyboard lacks.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say, t, tell, type Said } from "../../languages/say";
import type { Emulator } from "./emulator";

// What stands on the key, what it is read out as where that differs, and what it sends.
const KEYS: readonly (readonly [label: string, name: Said | undefined, normal: string, application?: string])[] = [
  ["Esc", undefined, "\x1b"],
  ["Tab", undefined, "\t"],
  ["←", say("Left||an arrow key"), "\x1b[D", "\x1bOD"],
  ["↓", say("Down||an arrow key"), "\x1b[B", "\x1bOB"],
  ["↑", say("Up||an arrow key"), "\x1b[A", "\x1bOA"],
  ["→", say("Right||an arrow key"), "\x1b[C", "\x1bOC"],
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
      aria-label={name && tell(name)}
      onClick={() => onText(application && emulator.terminal.modes.applicationCursorKeysMode ? application : normal)}
    >
      {label}
    </button>
  ));
  return (
    // The screen keeps the focus, so that the keyboard stays open.
    <div class="key-row" dir="ltr" role="toolbar" aria-label={t("More keys")} onPointerDown={(event) => event.preventDefault()}>
      {escape}
      {tab}
      <button type="button" aria-pressed={control} onClick={toggleControl}>
        Ctrl
      </button>
      {rest}
    </div>
  );
}
