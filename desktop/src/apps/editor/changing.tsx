// What changes the folder at the side: something new in it, another name, and taking something away.

import { FilePlus, FolderPlus, Pencil, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import type { Line } from "../../core/tree";
import { Confirm } from "../../kit/dialog";
import { TextField } from "../../kit/field";
import type { MenuItem } from "../../kit/menu";
import { t } from "../../languages/say";
import { FormDialog } from "../../shell/form-dialog";
import type { FileTree } from "./file-tree";

export type Change =
  | { readonly what: "file" | "directory"; readonly directory: string }
  | { readonly what: "rename"; readonly line: Line }
  | { readonly what: "remove"; readonly line: Line };

/** What may be done from a line of the tree. */
export function changesOf(line: Line, directory: string, ask: (change: Change) => void): readonly (readonly MenuItem[])[] {
  const here = line.directory ? line.ref : directory;
  return [
    [
      { id: "file", label: t("New file…"), icon: FilePlus, onSelect: () => ask({ what: "file", directory: here }) },
      { id: "directory", label: t("New folder…"), icon: FolderPlus, onSelect: () => ask({ what: "directory", directory: here }) },
    ],
    [
      { id: "rename", label: t("Rename…"), icon: Pencil, shortcut: "F2", onSelect: () => ask({ what: "rename", line }) },
      { id: "remove", label: t("Remove…"), icon: Trash2, shortcut: "Delete", danger: true, onSelect: () => ask({ what: "remove", line }) },
    ],
  ];
}

interface ChangingProps {
  readonly tree: FileTree;
  readonly change: Change;
  readonly onOpen: (ref: string) => void;
  readonly onClose: () => void;
}

export function Changing({ tree, change, onOpen, onClose }: ChangingProps): JSX.Element {
  const { store } = tree;
  if (change.what === "remove") {
    const { line } = change;
    return (
      <Confirm title={t("Remove {name}?", { name: line.name })} verb={t("Remove")} onClose={onClose} onConfirm={() => store.remove(line.ref).then(() => tree.refresh())}>
        {store.trash ? t("It is put into the trash, and can be taken out again.") : t("It is deleted in the machine. This cannot be undone.")}
      </Confirm>
    );
  }
  if (change.what === "rename") {
    const { line } = change;
    return <Naming title={t("Rename {name}", { name: line.name })} verb={t("Rename")} name={line.name} onClose={onClose} onName={(name) => store.rename(line.ref, name)} onDone={() => tree.refresh()} />;
  }
  const { what, directory } = change;
  const made = (ref: string): void => {
    tree.refresh();
    if (what === "file") onOpen(ref);
  };
  const title = what === "file" ? t("New file in {name}", { name: store.nameOf(directory) }) : t("New folder in {name}", { name: store.nameOf(directory) });
  return <Naming title={title} verb={t("Make")} name="" onClose={onClose} onName={(name) => store.make(directory, name, what)} onDone={made} />;
}

interface NamingProps<T> {
  readonly title: string;
  readonly verb: string;
  readonly name: string;
  readonly onName: (name: string) => Promise<T>;
  readonly onDone: (made: T) => void;
  readonly onClose: () => void;
}

function Naming<T>({ title, verb, name: before, onName, onDone, onClose }: NamingProps<T>): JSX.Element {
  const [name, setName] = useState(before);
  const ordering = useOrdering();
  const submit = (): void => {
    const chosen = name.trim();
    if (!chosen || chosen.includes("/")) return ordering.refuse(t("A name has at least one character, and no slash."));
    if (chosen === before) return onClose();
    ordering.order(onName(chosen), (made) => {
      onClose();
      onDone(made);
    });
  };
  return (
    <FormDialog title={title} verb={verb} ordering={ordering} onSubmit={submit} onClose={onClose}>
      <TextField label={t("Name")} autofocus autocomplete="off" autocapitalize="none" spellcheck={false} value={name} onText={setName} />
    </FormDialog>
  );
}
