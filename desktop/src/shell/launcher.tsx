// One search over apps, machines and what the desktop can do.

import { CornerDownLeft, LogOut, Search, Server, Settings2, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { describe } from "../core/keymap";
import { wordFor } from "../core/thermal";
import { DESKTOP_ACTIONS } from "./actions";
import type { AppManifest } from "./app";
import { AppIcon } from "./app-icon";
import type { Shell } from "./shell";

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly app?: AppManifest;
  readonly icon?: LucideIcon;
  readonly shortcut?: string | undefined;
  readonly run: () => void;
}

export function Launcher({ shell }: { readonly shell: Shell }): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const entries = search(entriesOf(shell), text);
  const current = Math.min(chosen, entries.length - 1);
  const close = (): void => {
    shell.launcher.value = false;
  };
  const run = (entry: Entry | undefined): void => {
    if (!entry) return;
    element.current?.close(); // at once: it gives focus back to where it was, and what is run may want it elsewhere
    close();
    entry.run();
  };

  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => element.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [current]);

  const key = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((current + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === "Enter") run(entries[current]);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={element}
      class="launcher"
      aria-label="Search apps and machines"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === element.current && close()}
    >
      <div class="launcher-search">
        <Search size={19} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label="Search"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={entries[current] ? `${listId}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder="Search apps and machines"
          autocomplete="off"
          spellcheck={false}
          autofocus
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={key}
        />
      </div>
      <ul id={listId} role="listbox" aria-label="Results">
        {entries.map((entry, at) => (
          <li key={entry.id} id={`${listId}-${at}`} role="option" aria-selected={at === current} onPointerMove={() => setChosen(at)} onClick={() => run(entry)}>
            <EntryIcon entry={entry} />
            <span class="label">{entry.label}</span>
            <span class="note">{entry.shortcut ? describe(entry.shortcut) : entry.note}</span>
            <CornerDownLeft size={14} class="enter" aria-hidden />
          </li>
        ))}
      </ul>
      {entries.length === 0 && (
        <p class="launcher-nothing" role="status">
          Nothing is called “{text}” here.
        </p>
      )}
    </dialog>
  );
}

function EntryIcon({ entry }: { readonly entry: Entry }): JSX.Element | null {
  if (entry.app) return <AppIcon app={entry.app} size={30} />;
  const Sign = entry.icon;
  return Sign ? (
    <span class="entry-icon">
      <Sign size={17} aria-hidden />
    </span>
  ) : null;
}

function entriesOf(shell: Shell): readonly Entry[] {
  const { desk, live } = shell;
  const apps = desk.apps.map((app) => ({ id: `app.${app.id}`, label: app.name, note: app.about, app, run: () => desk.open(app.id) }));
  const machines = live.machines.value.flatMap((machine): Entry[] => [
    {
      id: `machine.${machine.id}`,
      label: machine.name,
      note: `Machine, ${wordFor(machine.state).toLowerCase()}`,
      icon: Server,
      run: () => desk.open("machines", { machine: machine.id }),
    },
    {
      id: `terminal.${machine.id}`,
      label: `Terminal on ${machine.name}`,
      note: "Terminal",
      ...pick(desk.apps, "terminal"),
      run: () => desk.open("terminal", { machine: machine.id }),
    },
  ]);
  const actions = DESKTOP_ACTIONS.filter((action) => action.id !== "launcher").map((action) => ({
    id: action.id,
    label: action.label,
    note: "Desktop",
    icon: Settings2,
    shortcut: action.shortcut,
    run: () => action.perform(shell),
  }));
  return [...apps, ...machines, ...actions, { id: "logout", label: "Log out", note: shell.user.name, icon: LogOut, run: shell.logOut }];
}

function pick(apps: readonly AppManifest[], id: string): { app?: AppManifest } {
  const app = apps.find((one) => one.id === id);
  return app ? { app } : {};
}

/** What begins with the text comes before what only holds it. */
function search(entries: readonly Entry[], text: string): readonly Entry[] {
  const wanted = text.trim().toLowerCase();
  const rank = (entry: Entry): number => {
    const label = entry.label.toLowerCase();
    if (label.startsWith(wanted)) return 0;
    return label.split(/[\s-]/).some((word) => word.startsWith(wanted)) ? 1 : label.includes(wanted) ? 2 : 3;
  };
  return entries.filter((entry) => rank(entry) < 3).sort((one, other) => rank(one) - rank(other));
}
