// A dialog in which a person chooses files or directories of theirs, or where a file is saved.

import { ArrowUp, FolderOpen, FolderPlus } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { explain } from "../../client/http";
import { formatBytes } from "../../core/units";
import { Button, IconButton } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { familyOf, iconOf } from "../kinds";
import "./picker.css";
import { Picking, type What } from "./picking";

export interface FilePickerProps {
  readonly api: Api;
  readonly home: string; // path of the person's own tree
  readonly title: string;
  readonly what: What;
  readonly start: string; // the directory that is shown first
  readonly multiple?: boolean;
  readonly accept?: readonly string[]; // see core/accept; empty: every file
  readonly name?: string; // suggested, when something is saved
  readonly onPick: (paths: readonly string[]) => void;
  readonly onClose: () => void;
  readonly children?: ComponentChildren; // what choosing means
}

export function FilePicker({ api, home, title, what, start, multiple = false, accept = [], name = "", onPick, onClose, children }: FilePickerProps): JSX.Element {
  const picking = useMemo(() => new Picking(api.files, { what, multiple, accept, name }, home), []);
  const [sure, setSure] = useState(""); // the name that the person was told about
  useEffect(() => {
    void picking.begin(start);
    return () => picking.stop();
  }, [picking]);

  const paths = picking.picked();
  const replacing = picking.replaces();
  const pick = (): void => {
    if (paths.length === 0 || picking.entries.peek() === null) return;
    if (replacing && sure !== paths[0]) setSure(paths[0] ?? "");
    else onPick(paths);
  };
  const open = (entry: FileEntry): void => {
    if (entry.kind === "directory") picking.enter(entry);
    else if (what === "file") onPick([`${picking.path.peek()}/${entry.name}`]);
  };
  const asksTwice = replacing && sure === paths[0];
  return (
    <Dialog
      title={title}
      wide
      onClose={onClose}
      onSubmit={pick}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look={asksTwice ? "danger" : "primary"} type="submit" disabled={paths.length === 0}>
            {asksTwice ? t("Replace it") : what === "save" ? t("Save") : what === "directory" && picking.chosen.value.size === 0 ? t("Choose this folder") : t("Choose")}
          </Button>
        </>
      }
    >
      <Where picking={picking} home={home} />
      <Entries picking={picking} onOpen={open} />
      {picking.error.value && <Notice tone="bad">{picking.error.value}</Notice>}
      {what === "save" && <TextField label={t("Name")} value={picking.name.value} onText={(text) => (picking.name.value = text)} error={picking.fault()} autofocus autocomplete="off" spellcheck={false} />}
      {asksTwice && <Notice tone="warn">{t("“{name}” is there already. Its content will be replaced.", { name: picking.name.value.trim() })}</Notice>}
      {children && <p class="soft">{children}</p>}
    </Dialog>
  );
}

function Where({ picking, home }: { readonly picking: Picking; readonly home: string }): JSX.Element {
  const [making, setMaking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const path = picking.path.value;
  const parts = path.split("/").filter(Boolean);
  const make = (name: string): void => {
    setMaking(false);
    setError(null);
    if (name.trim()) picking.makeDirectory(name.trim()).catch((reason: unknown) => setError(explain(reason)));
  };
  return (
    <>
      <div class="picker-where">
        <IconButton name={t("Up||to the folder above")} icon={ArrowUp} disabled={parts.length < 2} onClick={() => picking.up()} />
        <nav aria-label={t("Path")}>
          {parts.map((part, at) => {
            const there = `/${parts.slice(0, at + 1).join("/")}`;
            return (
              <button key={there} type="button" {...(there === path ? { "aria-current": "page" as const } : {})} onClick={() => void picking.go(there)}>
                {there === home ? t("Home||a directory") : part}
              </button>
            );
          })}
        </nav>
        <IconButton name={t("New folder")} icon={FolderPlus} onClick={() => setMaking(true)} />
      </div>
      {making && <NewDirectory onName={make} />}
      {error && <Notice tone="bad">{error}</Notice>}
    </>
  );
}

/** Enter makes it; leaving it does not. */
function NewDirectory({ onName }: { readonly onName: (name: string) => void }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <input
      ref={field}
      class="input"
      type="text"
      aria-label={t("Name of the new folder")}
      placeholder={t("Name of the new folder")}
      onBlur={() => onName("")}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onName(event.key === "Enter" ? event.currentTarget.value : "");
      }}
    />
  );
}

function Entries({ picking, onOpen }: { readonly picking: Picking; readonly onOpen: (entry: FileEntry) => void }): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  const { what, multiple } = picking.wanted;
  const shown = picking.shown.value;
  const at = Math.min(picking.at.value, shown.length - 1);
  const read = picking.entries.value !== null;
  useEffect(() => {
    if (read && what !== "save") list.current?.focus();
  }, [read, what]);
  useEffect(() => list.current?.children[at]?.scrollIntoView({ block: "nearest" }), [at]);

  const press = (event: KeyboardEvent): void => {
    const entry = shown[at];
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (next !== undefined) {
      const to = Math.min(Math.max(0, next), shown.length - 1);
      picking.at.value = to;
      const reached = shown[to];
      if (reached && reached.kind !== "directory" && !multiple && what === "file") picking.chosen.value = new Set([reached.name]);
    } else if (event.key === "Backspace") picking.up();
    else if (event.key === " " && entry) picking.choose(entry, true);
    else if (event.key === "Enter" && entry?.kind === "directory" && !picking.chosen.peek().has(entry.name)) picking.enter(entry);
    else if (event.key === "Enter") list.current?.closest("form")?.requestSubmit();
    else return;
    event.preventDefault();
  };
  const click = (entry: FileEntry, index: number, event: MouseEvent): void => {
    picking.at.value = index;
    const touched = event instanceof PointerEvent && event.pointerType === "touch";
    if (entry.kind === "directory" && (touched || what !== "directory")) picking.enter(entry);
    else picking.choose(entry, event.ctrlKey || event.metaKey || touched);
  };
  return (
    <div class="picker-entries">
      <ul ref={list} role="listbox" aria-label={t("Files")} aria-multiselectable={multiple} tabIndex={0} onKeyDown={press} aria-activedescendant={shown[at] ? `pick-${shown[at].id}` : undefined}>
        {shown.map((entry, index) => (
          <li
            key={entry.id}
            id={`pick-${entry.id}`}
            role="option"
            class={index === at ? "at" : ""}
            aria-selected={picking.chosen.value.has(entry.name)}
            onClick={(event) => click(entry, index, event)}
            onDblClick={() => onOpen(entry)}
          >
            <EntryIcon entry={entry} />
            <span>{entry.name}</span>
            <small>{entry.kind === "file" ? formatBytes(entry.size) : ""}</small>
          </li>
        ))}
      </ul>
      {!read && <Spinner name={t("Reading the folder")} />}
      {read && shown.length === 0 && <EmptyState icon={FolderOpen} title={picking.entries.value?.length ? t("Nothing here that can be chosen") : t("Nothing here yet")} />}
    </div>
  );
}

function EntryIcon({ entry }: { readonly entry: FileEntry }): JSX.Element {
  const Sign = iconOf(entry);
  return (
    <span class={`sign ${familyOf(entry)}`}>
      <Sign size={18} aria-hidden />
    </span>
  );
}
