// One text: its tools, what stands in its way, the writing, and how it stands. One that is not in front keeps its place and what can be undone.

import { useSignalEffect } from "@preact/signals";
import { BookOpen, FileX, PanelLeft, Save, WrapText } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { isMarkdown } from "../../core/media";
import { Button, IconButton } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import { say, t, tell, type Said } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Standing } from "./open-file";
import { Preview, useWritten } from "./preview";
import { createSurface, type Surface } from "./surface";
import type { Tab } from "./tab";
import { Trouble } from "./trouble";

interface EditingProps {
  readonly host: Host;
  readonly tab: Tab;
  readonly inFront: boolean;
  readonly tree: boolean; // whether the directory is shown beside
  readonly onTree: () => void;
  readonly onFollow: (ref: string) => void;
  readonly onClose: () => void;
}

export function Editing(props: EditingProps): JSX.Element {
  const { host, tab, inFront } = props;
  const standing = tab.file.standing.value;
  return (
    <div class="editor-one" id={`editor-${host.window}-${tab.id}`} role="tabpanel" aria-label={tab.file.kept.value?.name ?? t("Text")} inert={!inFront}>
      {standing.at === "refused" ? <Refused {...props} why={standing.why} /> : <Writing {...props} standing={standing} />}
    </div>
  );
}

function Refused({ host, tab, why, onClose }: EditingProps & { readonly why: string }): JSX.Element {
  const elsewhere = tab.store.shared;
  return (
    <EmptyState
      icon={FileX}
      title={t("This cannot be edited")}
      action={
        <div class="editor-refused">
          {elsewhere && (
            <Button look="primary" onClick={() => (host.openFile(tab.ref), onClose())}>
              {t("Open it otherwise")}
            </Button>
          )}
          <Button onClick={onClose}>{t("Close")}</Button>
        </div>
      }
    >
      {why}
    </EmptyState>
  );
}

function Writing({ host, tab, inFront, tree, standing, onTree, onFollow }: EditingProps & { readonly standing: Standing }): JSX.Element {
  const [wrap, setWrap] = useState(true);
  const { box, place, changes } = useSurface(host, tab, inFront, wrap);
  const { file, store } = tab;
  const kept = file.kept.value;
  const preview = kept !== null && isMarkdown(kept) && host.state.value["preview"] === true;
  const written = useWritten(() => tab.text(), changes, preview && inFront);
  return (
    <>
      <div class="editor-toolbar" role="toolbar" aria-label={t("Editor")}>
        <IconButton name={t("Folder")} icon={PanelLeft} class="toggle" aria-pressed={tree} onClick={onTree} />
        <Button icon={Save} look="quiet" disabled={!file.dirty || !file.writable || standing.at === "saving"} onClick={() => void tab.save()}>
          {t("Save")}
        </Button>
        <span class="soft path">
          <bdi dir="ltr">{kept?.path}</bdi>
        </span>
        {kept && isMarkdown(kept) && <IconButton name={t("Preview")} icon={BookOpen} class="toggle" aria-pressed={preview} onClick={() => host.keep({ preview: !preview })} />}
        <IconButton name={t(wrap ? "Do not wrap lines" : "Wrap lines")} icon={WrapText} aria-pressed={wrap} onClick={() => setWrap(!wrap)} />
      </div>
      <Trouble tab={tab} />
      <div class={`editor-body ${preview ? "with-preview" : ""}`}>
        <div ref={box} class="editor-text" dir="ltr" />
        {preview && <Preview store={store} kept={kept} text={written} onFollow={onFollow} />}
      </div>
      {standing.at === "reading" && <Spinner name={t("Reading")} />}
      <p class="editor-status">
        <span role="status">{file.writable || standing.at === "reading" ? wordsFor(standing) : t("You may only read it")}</span>
        <span>{t("Line {line}, column {column}", place)}</span>
      </p>
    </>
  );
}

/** The surface in the box that is answered, for as long as this is shown. `changes` is another number after each. */
function useSurface(host: Host, tab: Tab, inFront: boolean, wrap: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const surface = useRef<Surface | null>(null);
  const [place, setPlace] = useState({ line: 1, column: 1 });
  const [changes, setChanges] = useState(0);
  const changed = (): void => setChanges((before) => before + 1);
  useEffect(() => {
    if (!box.current) return undefined;
    const made = createSurface(box.current, t("Text"), {
      onChange: () => (tab.touch(), changed()),
      onPlace: (line, column) => setPlace({ line, column }),
      onSave: () => void tab.save(),
    });
    surface.current = made;
    const lift = tab.lie({ text: made.text, at: made.at, show: (text, at) => (made.show(text, at), changed()), goTo: made.goTo });
    return () => {
      lift();
      made.end();
    };
  }, [tab]);
  useSignalEffect(() => {
    const kept = tab.file.kept.value;
    if (!kept) return;
    surface.current?.language(kept.name);
    surface.current?.writable(kept.writable);
  });
  useEffect(() => surface.current?.wrap(wrap), [wrap]);
  useEffect(() => void (inFront && host.focused.peek() && surface.current?.focus()), [inFront]);
  return { box, place, changes };
}

const WORDS: Readonly<Record<Exclude<Standing["at"], "refused">, Said>> = {
  reading: say("Reading…"),
  saved: say("Saved"),
  changed: say("Not saved yet"),
  saving: say("Saving…"),
  elsewhere: say("Changed elsewhere"),
  gone: say("Removed"),
  unsaved: say("Not saved"),
};

const wordsFor = ({ at }: Standing): string => (at === "refused" ? "" : tell(WORDS[at]));
