// The Editor: one text file in a window. What is closed is saved; what a file held before is among its versions.

import { BookOpen, FilePen, FileX, FolderOpen, Save, WrapText } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useSignalEffect } from "@preact/signals";
import { isMarkdown } from "../../core/media";
import { Button, IconButton } from "../../kit/button";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import type { AppProps, Host } from "../../shell/app";
import { OpenFile, type Standing } from "./open-file";
import { Preview } from "./preview";
import { createSurface, type Surface } from "./surface";
import "./editor.css";

export function App({ host }: AppProps): JSX.Element {
  const file = host.state.value["file"];
  if (typeof file === "string" && file) return <Editing key={file} host={host} path={file} />;
  return (
    <EmptyState
      icon={FilePen}
      title="Nothing is open"
      action={
        <Button look="primary" large icon={FolderOpen} onClick={() => host.open("files")}>
          Choose a file
        </Button>
      }
    >
      Open a text file from Files, or make a new one there.
    </EmptyState>
  );
}

function Editing({ host, path }: { readonly host: Host; readonly path: string }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const surface = useRef<Surface | null>(null);
  const [place, setPlace] = useState({ line: 1, column: 1 });
  const [wrap, setWrap] = useState(true);
  const [written, setWritten] = useState(""); // for the preview
  const showWritten = (): void => setWritten(surface.current?.text() ?? "");
  const file = useMemo(() => new OpenFile(host.api.files, (text) => (surface.current?.show(text), showWritten())), []);
  const save = (over = false): void => void file.save(surface.current?.text() ?? "", over);

  useEffect(() => {
    if (!box.current) return undefined;
    const made = createSurface(box.current, "Text", {
      onChange: () => {
        file.touch();
        showWritten();
      },
      onPlace: (line, column) => setPlace({ line, column }),
      onSave: () => save(),
    });
    surface.current = made;
    void file.load(path).then(() => made.focus());
    const warn = (event: BeforeUnloadEvent): void => {
      if (file.dirty) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    const stops = [
      host.live.listen((fact) => file.hear(fact)),
      host.onClose(() => {
        if (file.standing.peek().at === "changed") save();
      }),
      () => removeEventListener("beforeunload", warn),
      () => file.end(),
      () => made.end(),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  useSignalEffect(() => {
    const entry = file.entry.value;
    if (!entry) return;
    host.title(`${file.dirty ? "• " : ""}${entry.name}`);
    surface.current?.language(entry.name);
    surface.current?.writable(file.writable);
  });
  useEffect(() => surface.current?.wrap(wrap), [wrap]);

  const standing = file.standing.value;
  const entry = file.entry.value;
  const preview = entry !== null && isMarkdown(entry) && host.state.value["preview"] === true;
  if (standing.at === "refused") {
    return (
      <EmptyState icon={FileX} title="This cannot be edited" action={<Button onClick={() => host.close()}>Close</Button>}>
        {standing.why}
      </EmptyState>
    );
  }
  return (
    <div class="editor">
      <div class="editor-toolbar" role="toolbar" aria-label="Editor">
        <Button icon={Save} look="quiet" disabled={!file.dirty || !file.writable || standing.at === "saving"} onClick={() => save()}>
          Save
        </Button>
        <span class="soft path">{entry?.path}</span>
        {entry && isMarkdown(entry) && <IconButton name="Preview" icon={BookOpen} aria-pressed={preview} onClick={() => host.keep({ preview: !preview })} />}
        <IconButton name={wrap ? "Do not wrap lines" : "Wrap lines"} icon={WrapText} aria-pressed={wrap} onClick={() => setWrap(!wrap)} />
      </div>
      <Trouble standing={standing} onReload={() => void file.reload()} onOver={() => save(true)} onSave={() => save()} />
      <div class={`editor-body ${preview ? "with-preview" : ""}`}>
        <div ref={box} class="editor-text" />
        {preview && <Preview host={host} entry={entry} text={written} />}
      </div>
      {standing.at === "reading" && <Spinner name="Reading" />}
      <p class="editor-status">
        <span role="status">{file.writable || standing.at === "reading" ? WORDS[standing.at] : "You may only read it"}</span>
        <span>
          Line {place.line}, column {place.column}
        </span>
      </p>
    </div>
  );
}

const WORDS: Readonly<Record<Standing["at"], string>> = {
  reading: "Reading…",
  saved: "Saved",
  changed: "Not saved yet",
  saving: "Saving…",
  elsewhere: "Changed elsewhere",
  gone: "Removed",
  unsaved: "Not saved",
  refused: "",
};

interface TroubleProps {
  readonly standing: Standing;
  readonly onReload: () => void;
  readonly onOver: () => void;
  readonly onSave: () => void;
}

function Trouble({ standing, onReload, onOver, onSave }: TroubleProps): JSX.Element | null {
  if (standing.at === "elsewhere") {
    return (
      <Notice tone="warn">
        Somebody else has changed this file since you opened it. <Button onClick={onReload}>Take theirs</Button> <Button onClick={onOver}>Keep mine</Button>
      </Notice>
    );
  }
  if (standing.at === "gone") {
    return (
      <Notice tone="warn">
        This file was removed. <Button onClick={onSave}>Save it again</Button>
      </Notice>
    );
  }
  return standing.at === "unsaved" ? <Notice tone="bad">It could not be saved: {standing.why}</Notice> : null;
}
