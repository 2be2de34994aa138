// A PDF in the browser's own viewer, where it has one: the bytes as a page of this one's, since an answer of the API may be in no frame.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FileStore } from "../client/file-store";
import { explain } from "../client/http";
import { Notice, Spinner } from "../kit/feedback";
import { t } from "../languages/say";
import type { FileEntry } from "../wire/generated";

export const LARGEST_PDF = 200 * 1024 * 1024; // bytes that are held at once

interface PdfFrameProps {
  readonly files: Pick<FileStore, "blob">;
  readonly entry: FileEntry;
  readonly class?: string;
}

export function PdfFrame({ files, entry, class: look }: PdfFrameProps): JSX.Element {
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let made = "";
    files.blob(entry.id, "application/pdf", stop.signal).then(
      (blob) => stop.signal.aborted || setUrl((made = URL.createObjectURL(blob))),
      (reason: unknown) => stop.signal.aborted || setError(explain(reason)),
    );
    return () => {
      stop.abort();
      URL.revokeObjectURL(made);
    };
  }, [entry.id, entry.etag]);
  if (error) return <Notice tone="bad">{error}</Notice>;
  return url ? <iframe class={look} src={`${url}#navpanes=0`} title={entry.name} /> : <Spinner name={t("Loading")} />;
}
