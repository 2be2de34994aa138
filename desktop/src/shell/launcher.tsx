// One search over apps, files, machines, places in apps and what the desktop can do. The keyboard stays in the field; what is chosen is told by it.

import { CornerDownLeft, Search } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { describe } from "../core/keymap";
import { arrange, RECENT, type Group } from "../core/search";
import { Spinner } from "../kit/feedback";
import { t, tell } from "../languages/say";
import { AppIcon } from "./app-icon";
import { useFileSearch } from "./file-search";
import { entriesOf, fileEntry, recentFiles, textEntry, type Entry } from "./palette";
import { Recents } from "./recents";
import type { Shell } from "./shell";

const LIMITS = { recent: 4, each: 6 };
const PAGE = 6;

export function Launcher({ shell }: { readonly shell: Shell }): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string | null>(null); // an id; null: the first
  const [eager, setEager] = useState(false); // Enter came before anything was found: what is found first is run
  const listId = useId();
  const recents = useMemo(() => new Recents(shell.storage, `recent.${shell.user.id}`), [shell]);
  const files = useFileSearch(shell.api.files, text);
  const groups = find(shell, recents, text, [...files.entries.map((file) => fileEntry(shell, file)), ...files.texts.map((found) => textEntry(shell, found))]);
  const entries = groups.flatMap((group) => group.items);
  const current = entries.find((entry) => entry.id === chosen) ?? entries[0];
  const close = (): void => {
    shell.launcher.value = false;
  };
  const run = (entry: Entry): void => {
    element.current?.close(); // at once: it gives focus back to where it was, and what is run may want it elsewhere
    close();
    recents.add(entry);
    entry.run();
  };

  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    if (eager && current) run(current);
  }, [eager, current?.id]);
  useEffect(() => showChosen(element.current, current?.id === entries[0]?.id), [current?.id]);

  const key = (event: KeyboardEvent): void => {
    const at = current ? entries.indexOf(current) : 0;
    const last = entries.length - 1;
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, PageDown: Math.min(last, at + PAGE), PageUp: Math.max(0, at - PAGE) }[event.key];
    if (next !== undefined) setChosen(entries[next]?.id ?? null);
    else if (event.key === "Enter" && !event.isComposing) {
      if (current) run(current);
      else setEager(true);
    } else return;
    event.preventDefault();
  };
  const optionId = (entry: Entry): string => `${listId}-${entry.id}`;

  return (
    <dialog
      ref={element}
      class="launcher"
      aria-label={t("Search")}
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
          aria-label={t("Search")}
          aria-expanded="true"
          aria-haspopup="listbox"
          aria-controls={listId}
          aria-activedescendant={current && optionId(current)}
          aria-autocomplete="list"
          placeholder={shell.theme.compact.value ? t("Search everything") : t("Search apps, files, machines and actions")}
          autocomplete="off"
          autocapitalize="off"
          enterkeyhint="go"
          spellcheck={false}
          autofocus
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setChosen(null);
            setEager(false);
          }}
          onKeyDown={key}
        />
        {files.busy && <Spinner />}
      </div>
      <div id={listId} class="results" role="listbox" aria-label={t("Results")}>
        {groups.map((group) => (
          <Results key={group.name} group={group} current={current} optionId={optionId} onPoint={(entry) => setChosen(entry.id)} onChoose={run} />
        ))}
      </div>
      <p class={entries.length === 0 && !files.busy ? "launcher-nothing" : "visually-hidden"} role="status">
        {outcome(entries.length, files.busy, text)}
      </p>
      {files.error && <p class="launcher-nothing">{t("Files could not be searched. {why}", { why: files.error })}</p>}
    </dialog>
  );
}

/** Files come last: they come later, and nothing that is chosen already may move. */
function find(shell: Shell, recents: Recents, text: string, files: readonly Entry[]): readonly Group<Entry>[] {
  const recent = recents.list.value;
  const ids = recent.map((one) => one.id);
  if (text.trim()) {
    const groups = arrange(entriesOf(shell), text, ids, LIMITS);
    return [...groups, ...grouped(files)];
  }
  return arrange([...entriesOf(shell), ...recentFiles(shell, recent)], "", ids, LIMITS)
    .map(({ name, items }) => ({ name, items: name === tell(RECENT) ? items : items.filter((entry) => !entry.typed) }))
    .filter(({ items }) => items.length > 0);
}

function grouped(files: readonly Entry[]): readonly Group<Entry>[] {
  const names = [...new Set(files.map(({ group }) => group))];
  return names.map((name) => ({ name, items: files.filter(({ group }) => group === name) }));
}

function outcome(count: number, busy: boolean, text: string): string {
  if (count === 0) return busy ? t("Searching") : t("Nothing is called “{name}” here.", { name: text });
  return t("{count, plural, one {# result} other {# results}}", { count });
}

/** With the heading of its group, if it is the first of all. */
function showChosen(dialog: HTMLElement | null, first: boolean): void {
  if (first) dialog?.querySelector(".results")?.scrollTo({ top: 0 });
  else dialog?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

interface ResultsProps {
  readonly group: Group<Entry>;
  readonly current: Entry | undefined;
  readonly optionId: (entry: Entry) => string;
  readonly onPoint: (entry: Entry) => void;
  readonly onChoose: (entry: Entry) => void;
}

function Results({ group, current, optionId, onPoint, onChoose }: ResultsProps): JSX.Element {
  const heading = useId();
  return (
    <div role="group" aria-labelledby={heading}>
      <div id={heading} class="heading" role="presentation">
        {group.name}
      </div>
      {group.items.map((entry) => (
        <div
          key={entry.id}
          id={optionId(entry)}
          class="result"
          role="option"
          aria-selected={entry === current}
          onPointerMove={() => onPoint(entry)}
          onClick={() => onChoose(entry)}
        >
          <EntryIcon entry={entry} />
          <span class="label">{entry.label}</span>
          <span class="note">{entry.shortcut ? describe(entry.shortcut) : entry.note}</span>
          <CornerDownLeft size={14} class="enter" aria-hidden />
        </div>
      ))}
    </div>
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
