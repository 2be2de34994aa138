// What the keys do: written from the same actions that they perform.

import type { JSX } from "preact";
import type { Action } from "../core/actions";
import { describe } from "../core/keymap";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { DESKTOP_ACTIONS } from "./actions";
import { WINDOW_ACTIONS } from "./window-actions";

interface Row {
  readonly label: string;
  readonly shortcut: string;
}

/** Two actions of one key are the two ways of one switch: the first tells. */
function rowsOf<Context>(actions: readonly Action<Context>[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { label, shortcut } of actions) if (shortcut && !rows.has(shortcut)) rows.set(shortcut, { label: label.replace("…", ""), shortcut });
  return [...rows.values()];
}

const CHAPTERS: readonly { readonly title: string; readonly rows: readonly Row[] }[] = [
  { title: "Desktop", rows: rowsOf(DESKTOP_ACTIONS) },
  { title: "Window in front", rows: rowsOf(WINDOW_ACTIONS.filter((action) => action.group !== "keys")) },
  { title: "Its place on the screen", rows: rowsOf(WINDOW_ACTIONS.filter((action) => action.group === "keys")) },
];

export function Shortcuts({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title="Keyboard shortcuts" wide onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <div class="shortcuts" role="group" aria-label="Shortcuts" tabIndex={0}>
        {CHAPTERS.map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map((row) => (
                <Keys key={row.shortcut} {...row} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Keys({ label, shortcut }: Row): JSX.Element {
  const parts = describe(shortcut).split(" ");
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {parts.map((part) => (
          <kbd key={part}>{part}</kbd>
        ))}
      </dd>
    </div>
  );
}
