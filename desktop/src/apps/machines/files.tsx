// What is in a machine: entered, downloaded, uploaded by dropping, and opened in the Editor, which saves it back.

import { Download, FileText, Folder, FolderOpen, Link, RotateCw, Upload } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { machineRef, within } from "../../client/machine-refs";
import { formatBytes, formatPercent } from "../../core/units";
import { Button, IconButton } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import { dateFormat, listFormat } from "../../languages/formats";
import type { Host } from "../../shell/app";
import type { FileStat, Machine } from "../../wire/generated";
import { isDated, MachineDirectory } from "./directory";
import "./files.css";

interface MachineFilesProps {
  readonly host: Host;
  readonly machine: Machine;
}

export function MachineFiles({ host, machine }: MachineFilesProps): JSX.Element {
  const directory = useMemo(() => new MachineDirectory(host.api.machineFiles, machine.id), [host, machine.id]);
  const { over, handlers } = useDropped(host, (files) => void directory.put(files));
  useEffect(() => {
    void directory.enter("/");
    return () => directory.end();
  }, [directory]);
  useEffect(() => {
    if (machine.state === "running" && directory.trouble.peek() !== null) void directory.read(); // it could not be asked before
  }, [machine.state]);
  const asking = directory.asking.value;
  return (
    <div class={`machine-files ${over ? "over" : ""}`} {...handlers}>
      <Bar directory={directory} machine={machine} />
      {directory.trouble.value !== null && (
        <Notice tone="bad">
          {directory.trouble.value} <Button onClick={() => void directory.read()}>{t("Try again")}</Button>
        </Notice>
      )}
      <Items host={host} machine={machine} directory={directory} />
      {asking && (
        <Confirm title={t("Replace what is there?")} verb={t("Replace")} onClose={() => void directory.answer(false)} onConfirm={() => (void directory.answer(true), Promise.resolve())}>
          {t("Some of these names are taken here: {names}. A machine keeps no earlier versions.", { names: listed(asking.map((file) => file.name)) })}
        </Confirm>
      )}
    </div>
  );
}

function Bar({ directory, machine }: { readonly directory: MachineDirectory; readonly machine: Machine }): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  const sending = directory.sending.value;
  const trail = [{ name: machine.name, path: "/" }, ...directory.trail.value];
  return (
    <div class="machine-files-bar">
      <nav aria-label={t("Path")}>
        {trail.map(({ name, path }) => (
          <button key={path} type="button" aria-current={path === directory.path.value ? "location" : undefined} onClick={() => void directory.enter(path)}>
            {name}
          </button>
        ))}
      </nav>
      {sending && (
        <span class="soft" role="status">
          {sending.name}: {formatPercent(sending.share)}
        </span>
      )}
      <IconButton name={t("Read again")} icon={RotateCw} size={15} onClick={() => void directory.read()} />
      <Button icon={Upload} disabled={sending !== null || directory.items.value === null} onClick={() => picker.current?.click()}>
        {t("Upload")}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t("Files to upload")}
        onChange={({ currentTarget }) => {
          void directory.put([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </div>
  );
}

function Items({ host, machine, directory }: MachineFilesProps & { readonly directory: MachineDirectory }): JSX.Element | null {
  const items = directory.items.value;
  if (items === null) return directory.trouble.value === null ? <Spinner name={t("Reading")} /> : null;
  if (items.length === 0) {
    return (
      <EmptyState icon={FolderOpen} title={t("Nothing here")}>
        {t("Drop files here to put them into the machine.")}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t("Files in the machine")}>
      {items.map((item) => (
        <Item key={item.name} host={host} machine={machine} directory={directory} item={item} />
      ))}
    </ul>
  );
}

const listed = listFormat({ type: "unit" });
const moment = dateFormat({ dateStyle: "medium", timeStyle: "short" });

function Item({ host, machine, directory, item }: MachineFilesProps & { readonly directory: MachineDirectory; readonly item: FileStat }): JSX.Element {
  const { name, type, size, modified_at: modified, target } = item;
  const path = within(directory.path.value, name);
  const content = type === "file" || type === "symlink";
  const go = (to: FileStat["type"]): void => {
    if (to === "directory") void directory.enter(path);
    else host.open("editor", { file: machineRef(machine.id, path) });
  };
  const open = (): void => {
    if (type !== "symlink") return go(type);
    host.api.machineFiles.stat(machine.id, path).then(
      (meant) => go(meant.type),
      (reason: unknown) => host.notify("bad", explain(reason)),
    );
  };
  const Icon = type === "directory" ? Folder : type === "symlink" ? Link : FileText;
  return (
    <li>
      <button type="button" class="machine-file" disabled={type !== "directory" && !content} title={content ? t("Open {name} in the Editor", { name }) : undefined} onClick={open}>
        <Icon size={16} aria-hidden class={type === "directory" ? "folder" : ""} />
        <span class="name">
          <bdi dir="ltr">{target ? `${name} → ${target}` : name}</bdi>
        </span>
        <span class="soft">{type === "file" ? formatBytes(size) : ""}</span>
        <span class="soft when">{isDated(item) ? moment(new Date(modified)) : "–"}</span>
      </button>
      {content && (
        <a class="icon-button" href={host.api.machineFiles.url(machine.id, path)} download={name} aria-label={t("Download {name}", { name })} title={t("Download {name}", { name })}>
          <Download size={16} aria-hidden />
        </a>
      )}
    </li>
  );
}

/** Files of the computer that are dropped; folders are not taken. */
function useDropped(host: Host, take: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  const depth = useRef(0); // a drag enters and leaves what is inside, too
  const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
  const step = (by: 1 | -1) => (event: DragEvent): void => {
    if (!carries(event)) return;
    depth.current += by;
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent): void => {
    if (!carries(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    const items = [...(event.dataTransfer?.items ?? [])].filter((item) => item.kind === "file");
    const files = items.filter((item) => item.webkitGetAsEntry()?.isDirectory !== true).flatMap((item) => item.getAsFile() ?? []);
    if (files.length < items.length) host.notify("warn", t("Folders are not taken here; pack them into an archive first."));
    if (files.length > 0) take(files);
  };
  return { over, handlers: { onDragEnter: step(1), onDragLeave: step(-1), onDragOver: (event: DragEvent) => carries(event) && event.preventDefault(), onDrop: drop } };
}
