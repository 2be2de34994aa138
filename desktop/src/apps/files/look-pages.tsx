// A look at a PDF: in the browser's own viewer where it has one, else its first page. The bytes are a page of this one's, since an answer of the API may be in no frame.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import type { View } from "./view";

interface PagesProps {
  readonly view: View;
  readonly entry: FileEntry;
  readonly onBroken: () => void; // there is nothing to be seen of it
}

export const LARGEST_PDF = 200 * 1024 * 1024; // bytes that are held at once

export function LookPages(props: PagesProps): JSX.Element {
  return navigator.pdfViewerEnabled ? <Framed {...props} /> : <FirstPage {...props} />;
}

function Framed({ view, entry }: PagesProps): JSX.Element {
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let made = "";
    view.host.api.files.blob(entry.id, "application/pdf", stop.signal).then(
      (blob) => stop.signal.aborted || setUrl((made = URL.createObjectURL(blob))),
      (reason: unknown) => stop.signal.aborted || setError(explain(reason)),
    );
    return () => {
      stop.abort();
      URL.revokeObjectURL(made);
    };
  }, [entry.id, entry.etag]);
  if (error) return <Notice tone="bad">{error}</Notice>;
  return url ? <iframe src={`${url}#navpanes=0`} title={entry.name} /> : <Spinner name={t("Loading")} />;
}

/** Phones mostly show PDFs in an app of their own. */
function FirstPage({ view, entry, onBroken }: PagesProps): JSX.Element {
  return <img src={view.host.api.files.thumbnailUrl(entry, 512)} alt={t("First page of {name}", { name: entry.name })} onError={onBroken} />;
}
