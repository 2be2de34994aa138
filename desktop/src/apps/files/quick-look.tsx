// A look at a file without opening an app for it; arrow keys go on to the next one.

import { Download, FileQuestion } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { isStrange } from "../../client/machine-store";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { asRead } from "../../kit/direction";
import { Dialog } from "../../kit/dialog";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import { describeKind, familyOf } from "../../shell/kinds";
import type { FileEntry } from "../../wire/generated";
import { download } from "../../shell/file-work/download";
import { LARGEST_PDF } from "../../shell/pdf-frame";
import { formatMoment } from "../../shell/dates";
import { LookFolder } from "./look-folder";
import { LookPages } from "./look-pages";
import type { View } from "./view";

interface LookProps {
  readonly view: View;
  readonly entry: FileEntry;
}

const LARGEST_TEXT = 512 * 1024; // bytes that are shown as text at once

export function QuickLook({ view, entry, onClose }: LookProps & { readonly onClose: () => void }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const walk = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[asRead(event.key)];
    if (event.key === " " && event.target === box.current) {
      event.preventDefault();
      onClose();
    }
    if (by === undefined || event.target !== box.current) return;
    event.preventDefault();
    const shown = view.shown.peek().filter((one) => one.kind !== "shortcut");
    const next = shown[shown.findIndex((one) => one.id === entry.id) + by];
    if (next) view.choose(next.id);
  };
  return (
    <Dialog
      title={entry.name}
      wide
      onClose={onClose}
      footer={
        <>
          <p class="look-facts soft">
            {[describeKind(entry), ...(entry.kind === "file" ? [formatBytes(entry.size)] : []), formatMoment(entry.modified_at)].join(" · ")}
          </p>
          <Button icon={Download} onClick={() => download(view.shared.stores.of(entry.path), [entry])}>
            {t("Download")}
          </Button>
        </>
      }
    >
      <div ref={box} class="look" tabIndex={0} role="group" aria-label={t("Content of {name}", { name: entry.name })} onKeyDown={walk}>
        <Content view={view} entry={entry} />
      </div>
    </Dialog>
  );
}

function Content({ view, entry }: LookProps): JSX.Element {
  const { url, error } = useContentUrl(view, entry);
  if (error !== null) return <Notice tone="bad">{error}</Notice>;
  if (url === null) return <Spinner name={t("Reading")} />;
  switch (familyOf(entry)) {
    case "directory":
      return <LookFolder view={view} entry={entry} />;
    case "pdf":
      return <Pdf view={view} entry={entry} />;
    case "image":
      return <Picture url={url} entry={entry} />;
    case "audio":
      return <audio src={url} controls aria-label={entry.name} />;
    case "video":
      return <video src={url} controls aria-label={entry.name} />;
    case "text":
    case "code":
      return <Text view={view} entry={entry} />;
    default:
      if (isStrange(entry)) return <Unknown>{t("It is a device, and holds nothing that could be shown.")}</Unknown>;
      return entry.size <= LARGEST_TEXT / 8 ? <Text view={view} entry={entry} /> : <Unknown>{t("Download it to open it on your computer.")}</Unknown>;
  }
}

/** The house says what a file is; of a machine's the bytes are fetched and called what its name says. */
function useContentUrl(view: View, entry: FileEntry): { readonly url: string | null; readonly error: string | null } {
  const type = entry.media_type ?? "";
  const fetched = !view.offers.value.openers && type !== "" && entry.kind === "file" && !isStrange(entry);
  const [told, setTold] = useState<{ readonly url: string | null; readonly error: string | null }>({ url: null, error: null });
  useEffect(() => {
    if (!fetched) return undefined;
    const stop = new AbortController();
    let made = "";
    view.shared.stores.of(entry.path).blob(entry.id, type, stop.signal).then(
      (blob) => stop.signal.aborted || setTold({ url: (made = URL.createObjectURL(blob)), error: null }),
      (reason: unknown) => stop.signal.aborted || setTold({ url: null, error: explain(reason) }),
    );
    return () => {
      stop.abort();
      URL.revokeObjectURL(made);
    };
  }, [entry.id, entry.etag]);
  return fetched ? told : { url: view.host.api.files.url(entry.id), error: null };
}

function Picture({ url, entry }: { readonly url: string; readonly entry: FileEntry }): JSX.Element {
  const [broken, setBroken] = useState(false);
  if (broken) return <Unknown>{t("The browser cannot show this picture.")}</Unknown>;
  return <img src={url} alt={entry.name} onError={() => setBroken(true)} />;
}

function Pdf({ view, entry }: LookProps): JSX.Element {
  const [broken, setBroken] = useState(false);
  if (entry.size > LARGEST_PDF) return <Unknown>{t("It is too large to be shown here ({size}).", { size: formatBytes(entry.size) })}</Unknown>;
  const seen = navigator.pdfViewerEnabled || view.offers.value.pictures;
  if (broken || !seen) return <Unknown>{t("Download it to open it on your computer.")}</Unknown>;
  return <LookPages view={view} entry={entry} onBroken={() => setBroken(true)} />;
}

function Unknown({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <EmptyState icon={FileQuestion} title={t("There is no preview of this file")}>
      {children}
    </EmptyState>
  );
}

function Text({ view, entry }: LookProps): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (entry.size > LARGEST_TEXT) return undefined;
    const stop = new AbortController();
    view.shared.stores.of(entry.path).text(entry.id, stop.signal).then(setText, (reason: unknown) => stop.signal.aborted || setError(explain(reason)));
    return () => stop.abort();
  }, [entry.id, entry.etag]);
  if (entry.size > LARGEST_TEXT) return <Unknown>{t("It is too large to be shown here ({size}).", { size: formatBytes(entry.size) })}</Unknown>;
  if (error) return <Notice tone="bad">{error}</Notice>;
  if (text === null) return <Spinner name={t("Reading")} />;
  if (text.includes("\0")) return <Unknown>{t("Download it to open it on your computer.")}</Unknown>;
  return text === "" ? <p class="soft">{t("This file is empty.")}</p> : <pre class="mono">{text}</pre>;
}
