// The directory that the text in front lies in, as a tree at the side.

import { ChevronRight, FilePlus, FileText, Folder, FolderOpen, FolderPlus, FolderUp, RotateCw, Search as SearchSign, X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Line } from "../../core/tree";
import { IconButton } from "../../kit/button";
import { asRead } from "../../kit/direction";
import { Notice, Spinner } from "../../kit/feedback";
import { Menu } from "../../kit/menu";
import { t } from "../../languages/say";
import { Changing, changesOf, type Change } from "./changing";
import type { FileTree } from "./file-tree";
import "./tree.css";

interface TreeProps {
  readonly tree: FileTree;
  readonly current: string | null; // the ref of the text in front
  readonly onOpen: (ref: string) => void;
  readonly onSearch: () => void;
  readonly onHide: (() => void) | null; // where it lies over the text
}

export function Tree({ tree, current, onOpen, onSearch, onHide }: TreeProps): JSX.Element {
  const [change, setChange] = useState<Change | null>(null);
  const root = tree.root.value ?? "";
  const name = tree.store.nameOf(root);
  const lines = tree.lines.value;
  return (
    <div class="editor-side">
      <header>
        <h3 title={name}>{name}</h3>
        <IconButton name={t("New file…")} icon={FilePlus} size={15} onClick={() => setChange({ what: "file", directory: root })} />
        <IconButton name={t("New folder…")} icon={FolderPlus} size={15} onClick={() => setChange({ what: "directory", directory: root })} />
        <IconButton name={t("Search in {name}", { name })} icon={SearchSign} size={14} onClick={onSearch} />
        <IconButton name={t("Further out")} icon={FolderUp} size={15} disabled={tree.store.above(root) === null} onClick={() => tree.up()} />
        <IconButton name={t("Read again")} icon={RotateCw} size={14} onClick={() => tree.refresh()} />
        {onHide && <IconButton name={t("Hide the folder")} icon={X} size={16} onClick={onHide} />}
      </header>
      {tree.trouble.value !== null && <Notice tone="bad">{tree.trouble.value}</Notice>}
      {!tree.read.value && tree.trouble.value === null && <Spinner name={t("Reading the folder")} />}
      {tree.read.value && lines.length === 0 && <p class="soft">{t("Nothing is in this folder.")}</p>}
      {lines.length > 0 && <Lines tree={tree} lines={lines} name={name} current={current} onOpen={onOpen} onChange={setChange} />}
      {change && <Changing tree={tree} change={change} onOpen={onOpen} onClose={() => setChange(null)} />}
    </div>
  );
}

interface LinesProps extends Pick<TreeProps, "tree" | "current" | "onOpen"> {
  readonly lines: readonly Line[];
  readonly name: string;
  readonly onChange: (change: Change) => void;
}

function Lines({ tree, lines, name, current, onOpen, onChange }: LinesProps): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  const [menu, setMenu] = useState<{ readonly line: Line; readonly at: DOMPoint } | null>(null);
  const focus = lines.some((line) => line.ref === tree.focused.value) ? tree.focused.value : (lines.find((line) => line.ref === current) ?? lines[0])?.ref;
  useEffect(() => {
    if (list.current?.contains(document.activeElement)) list.current.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [focus]);
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !focus) return;
    tree.point(focus);
    const line = lines.find((one) => one.ref === focus);
    if (line && event.key === "F2") onChange({ what: "rename", line });
    else if (line && event.key === "Delete") onChange({ what: "remove", line });
    else if (!tree.press(asRead(event.key), onOpen)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const point = (event: MouseEvent, line: Line): void => {
    event.preventDefault();
    tree.point(line.ref);
    setMenu({ line, at: new DOMPoint(event.clientX, event.clientY) });
  };
  const click = (line: Line): void => {
    tree.point(line.ref);
    if (line.directory) tree.toggle(line.ref);
    else onOpen(line.ref);
  };
  return (
    <>
      <ul ref={list} role="tree" aria-label={name} onKeyDown={press}>
      {lines.map((line) => (
        <li
          key={line.ref}
          role="treeitem"
          aria-level={line.level}
          aria-posinset={line.position}
          aria-setsize={line.of}
          aria-selected={line.ref === current}
          {...(line.directory ? { "aria-expanded": line.open } : {})}
          tabIndex={line.ref === focus ? 0 : -1}
          style={{ "--level": line.level }}
          onClick={() => click(line)}
          onContextMenu={(event) => point(event, line)}
        >
          {line.directory ? <ChevronRight class="editor-turn" size={13} aria-hidden /> : <span />}
          <Sign line={line} />
          <span class="editor-name">{line.name}</span>
        </li>
      ))}
      </ul>
      {menu && <Menu name={menu.line.name} heading={menu.line.name} anchor={menu.at} groups={changesOf(menu.line, outsideOf(menu.line, lines, tree.root.value ?? ""), onChange)} onClose={() => setMenu(null)} />}
    </>
  );
}

/** The directory that a line lies in: the nearest line above it that is one level further out. */
function outsideOf(line: Line, lines: readonly Line[], root: string): string {
  const above = lines.slice(0, lines.indexOf(line));
  return above.findLast((one) => one.level === line.level - 1)?.ref ?? root;
}

function Sign({ line }: { readonly line: Line }): JSX.Element {
  const Icon = !line.directory ? FileText : line.open ? FolderOpen : Folder;
  return <Icon size={15} aria-hidden class={line.directory ? "editor-folder" : ""} />;
}
