// The Viewer: one file in a window, and with the arrow keys what lies beside it.

import { FolderOpen, ImageOff, Images } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Album } from "../../client/album";
import { mediaOf } from "../../core/media";
import { Button } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { AppProps, Host } from "../../shell/app";
import { followFile } from "../../shell/shown-file";
import type { FileEntry } from "../../wire/generated";
import { Edit } from "./edit";
import { press } from "./keys";
import { Lens } from "./lens";
import { NoLook } from "./no-look";
import { Pages } from "./pages";
import { Picture, useAhead } from "./picture";
import { StatusLine } from "./status-line";
import { Toolbar } from "./toolbar";
import { Words } from "./words";
import "./viewer.css";

export function App({ host }: AppProps): JSX.Element {
  const file = host.state.value["file"];
  if (typeof file === "string" && file) return <Viewing host={host} />;
  return (
    <EmptyState
      icon={Images}
      title={t("Nothing is open")}
      action={
        <Button look="primary" large icon={FolderOpen} onClick={() => host.open("files")}>
          {t("Choose a file")}
        </Button>
      }
    >
      {t("Open a picture, a PDF or a text from Files.")}
    </EmptyState>
  );
}

/** What is looked at in the same way, and so one after the other. */
const sortOf = (entry: FileEntry): string => {
  const media = mediaOf(entry);
  return media === "application/pdf" ? media : (media.split("/")[0] ?? "");
};

function Viewing({ host }: { readonly host: Host }): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const album = useMemo(() => new Album(host.api.files, sortOf), [host]);
  const entry = album.entry.value;
  const lens = useMemo(() => new Lens(), [entry?.id]);
  const [editing, setEditing] = useState<string | null>(null); // which
  const step = (by: number): void => {
    const next = album.neighbour(by);
    if (next) host.keep({ file: next.id });
  };

  useEffect(() => {
    const stops = [host.live.listen((fact) => album.hear(fact)), followFile(host, album), () => album.end()];
    return () => stops.forEach((stop) => stop());
  }, [album]);
  useEffect(() => {
    if (entry) host.title(entry.name);
  }, [entry?.name]);
  useEffect(() => {
    if (host.focused.value && !root.current?.contains(document.activeElement)) root.current?.focus();
  }, [host.focused.value, editing]);
  useAhead(host, entry && sortOf(entry) === "image" ? [album.neighbour(1), album.neighbour(-1)] : []);

  const trouble = album.trouble.value;
  if (trouble !== null) {
    return (
      <EmptyState icon={ImageOff} title={t("This cannot be shown")} action={<Button onClick={() => host.close()}>{t("Close")}</Button>}>
        {trouble}
      </EmptyState>
    );
  }
  if (entry && editing === entry.id) {
    const saved = (file: FileEntry, said: string): void => {
      setEditing(null);
      host.keep({ file: file.id });
      host.notify("ok", said);
    };
    return (
      <div class="viewer">
        <Edit key={entry.id} host={host} entry={entry} picture={lens.picture.peek()} turns={lens.sight.peek().turns} onSaved={saved} onClose={() => setEditing(null)} />
      </div>
    );
  }
  return (
    <div ref={root} class="viewer" tabIndex={-1} onKeyDown={(event) => press(event, lens, step, root.current)}>
      <Toolbar host={host} album={album} lens={entry && sortOf(entry) === "image" ? lens : null} onStep={step} onEdit={() => setEditing(entry?.id ?? null)} frame={root} />
      <div class="viewer-stage">{entry ? <Look key={entry.id} host={host} entry={entry} lens={lens} onStep={step} /> : <Spinner name={t("Loading")} />}</div>
      {entry && <StatusLine album={album} entry={entry} lens={lens} />}
    </div>
  );
}

interface LookProps {
  readonly host: Host;
  readonly entry: FileEntry;
  readonly lens: Lens;
  readonly onStep: (by: number) => void;
}

function Look({ host, entry, lens, onStep }: LookProps): JSX.Element {
  switch (sortOf(entry)) {
    case "image":
      return <Picture host={host} entry={entry} lens={lens} onStep={onStep} />;
    case "application/pdf":
      return <Pages host={host} entry={entry} />;
    case "text":
      return <Words host={host} entry={entry} />;
    default:
      return <NoLook host={host} entry={entry} title={t("The Viewer cannot show this")} />;
  }
}
