// What the keys do: written from the same actions that they perform.

import type { JSX } from "preact";
import { describe } from "../core/keymap";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { say, t, tell, type Said } from "../languages/say";
import { DESKTOP_ACTIONS } from "./actions";
import { WINDOW_ACTIONS } from "./window-actions";

interface Row {
  readonly label: Said;
  readonly shortcut: string;
}

/** Two actions of one key are the two ways of one switch: the first tells. */
function rowsOf(actions: readonly { readonly label: Said; readonly shortcut?: string }[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { label, shortcut } of actions) if (shortcut && !rows.has(shortcut)) rows.set(shortcut, { label, shortcut });
  return [...rows.values()];
}

const CHAPTERS: readonly { readonly title: Said; readonly rows: readonly Row[] }[] = [
  { title: say("Desktop"), rows: rowsOf(DESKTOP_ACTIONS) },
  { title: say("Window in front"), rows: rowsOf(WINDOW_ACTIONS.filter((action) => action.group !== "keys")) },
  { title: say("Its place on the screen"), rows: rowsOf(WINDOW_ACTIONS.filter((action) => action.group === "keys")) },
];

export function Shortcuts({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title={t("Keyboard shortcuts")} wide onClose={onClose} footer={<Button onClick={onClose}>{t("Close")}</Button>}>
      <div class="shortcuts" role="group" aria-label={t("Shortcuts")} tabIndex={0}>
        {CHAPTERS.map(({ title, rows }) => (
          <section key={title} aria-label={tell(title)}>
            <h3>{tell(title)}</h3>
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
      <dt>{tell(label).replace("…", "")}</dt>
      <dd>
        {parts.map((part) => (
          <kbd key={part}>{part}</kbd>
        ))}
      </dd>
    </div>
  );
}
