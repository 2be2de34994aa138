// What the keys do, in the desktop and in its apps: written from the same actions that they perform.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { describe } from "../core/keymap";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { say, t, tell, type Said } from "../languages/say";
import { DESKTOP_ACTIONS } from "./actions";
import { SIZING_KEYS } from "./adjust";
import type { AppManifest, Keyed } from "./app";
import { WINDOW_ACTIONS } from "./window-actions";

interface Row {
  readonly label: Said;
  readonly shortcut: string;
}

/** Two actions of one key are the two ways of one switch: the first tells. */
function rowsOf(actions: readonly Keyed[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { label, shortcut } of actions) if (shortcut && !rows.has(shortcut)) rows.set(shortcut, { label, shortcut });
  return [...rows.values()];
}

const CHAPTERS: readonly { readonly title: Said; readonly rows: readonly Row[] }[] = [
  { title: say("Desktop"), rows: rowsOf(DESKTOP_ACTIONS) },
  { title: say("Window in front"), rows: rowsOf(WINDOW_ACTIONS.filter((action) => action.group !== "keys")) },
  { title: say("Its place on the screen"), rows: rowsOf([...WINDOW_ACTIONS.filter((action) => action.group === "keys"), ...SIZING_KEYS]) },
];

interface ShortcutsProps {
  readonly apps: readonly AppManifest[];
  readonly onClose: () => void;
}

export function Shortcuts({ apps, onClose }: ShortcutsProps): JSX.Element {
  const inApps = useAppKeys(apps);
  return (
    <Dialog title={t("Keyboard shortcuts")} wide onClose={onClose} footer={<Button onClick={onClose}>{t("Close")}</Button>}>
      <div class="shortcuts" role="group" aria-label={t("Shortcuts")} tabIndex={0}>
        {CHAPTERS.map(({ title, rows }) => (
          <Chapter key={title} title={tell(title)} rows={rows} />
        ))}
        {inApps.map(({ app, rows }) => (
          <Chapter key={app.id} title={app.name} rows={rows} />
        ))}
      </div>
    </Dialog>
  );
}

/** Of the apps that have a table of keys; one that cannot be had is left out. */
function useAppKeys(apps: readonly AppManifest[]): readonly { readonly app: AppManifest; readonly rows: readonly Row[] }[] {
  const [read, setRead] = useState<ReadonlyMap<string, readonly Row[]>>(new Map());
  useEffect(() => {
    for (const { id, keys } of apps) void keys?.().then((table) => setRead((before) => new Map(before).set(id, rowsOf(table))), () => undefined);
  }, [apps]);
  return apps.flatMap((app) => {
    const rows = read.get(app.id);
    return rows ? [{ app, rows }] : [];
  });
}

function Chapter({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }): JSX.Element {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {rows.map((row) => (
          <Keys key={row.shortcut} {...row} />
        ))}
      </dl>
    </section>
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
