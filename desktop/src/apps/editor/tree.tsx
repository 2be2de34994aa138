// The directory that the text in front lies in, as a tree at the side.

import { ChevronRight, FileText, Folder, FolderOpen, FolderUp, RotateCw, X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Line } from "../../core/tree";
import { IconButton } from "../../kit/button";
import { asRead } from "../../kit/direction";
import { Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { FileTree } from "./file-tree";
import "./tree.css";

interface TreeProps {
  readonly tree: FileTree;
  readonly current: string | null; // the ref of the text in front
  readonly onOpen: (ref: string) => void;
  readonly onHide: (() => void) | null; // where it lies over the text
}

export function Tree({ tree, current, onOpen, onHide }: TreeProps): JSX.Element {
  const root = tree.root.value ?? "";
  const name = tree.store.nameOf(root);
  const lines = tree.lines.value;
  return (
    <div class="editor-side">
      <header>
        <h3 title={name}>{name}</h3>
        <IconButton name={t("Further out")} icon={FolderUp} size={15} disabled={tree.store.above(root) === null} onClick={() => tree.up()} />
        <IconButton name={t("Read again")} icon={RotateCw} size={14} onClick={() => tree.refresh()} />
        {onHide && <IconButton name={t("Hide the folder")} icon={X} size={16} onClick={onHide} />}
      </header>
      {tree.trouble.value !== null && <Notice tone="bad">{tree.trouble.value}</Notice>}
      {!tree.read.value && tree.trouble.value === null && <Spinner name={t("Reading the folder")} />}
      {tree.read.value && lines.length === 0 && <p class="soft">{t("Nothing is in this folder.")}</p>}
      {lines.length > 0 && <Lines tree={tree} lines={lines} name={name} current={current} onOpen={onOpen} />}
    </div>
  );
}

function Lines({ tree, lines, name, current, onOpen }: Omit<TreeProps, "onHide"> & { readonly lines: readonly Line[]; readonly name: string }): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  const focus = lines.some((line) => line.ref === tree.focused.value) ? tree.focused.value : (lines.find((line) => line.ref === current) ?? lines[0])?.ref;
  useEffect(() => {
    if (list.current?.contains(document.activeElement)) list.current.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [focus]);
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !focus) return;
    tree.point(focus);
    if (!tree.press(asRead(event.key), onOpen)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const click = (line: Line): void => {
    tree.point(line.ref);
    if (line.directory) tree.toggle(line.ref);
    else onOpen(line.ref);
  };
  return (
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
        >
          {line.directory ? <ChevronRight class="editor-turn" size={13} aria-hidden /> : <span />}
          <Sign line={line} />
          <span class="editor-name">{line.name}</span>
        </li>
      ))}
    </ul>
  );
}

function Sign({ line }: { readonly line: Line }): JSX.Element {
  const Icon = !line.directory ? FileText : line.open ? FolderOpen : Folder;
  return <Icon size={15} aria-hidden class={line.directory ? "editor-folder" : ""} />;
}
