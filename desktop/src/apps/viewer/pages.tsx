// A PDF in the browser's own viewer, where it has one: the bytes as a page of this one's, since an answer of the API may be in no frame.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { formatBytes } from "../../core/units";
import { Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { NoLook } from "./no-look";

interface PagesProps {
  readonly host: Host;
  readonly entry: FileEntry;
}

const LARGEST = 200 * 1024 * 1024; // bytes that are held at once

export function Pages({ host, entry }: PagesProps): JSX.Element {
  if (entry.size > LARGEST) return <NoLook host={host} entry={entry} title={t("It is too large to be shown here ({size})", { size: formatBytes(entry.size) })} />;
  return navigator.pdfViewerEnabled ? <Framed host={host} entry={entry} /> : <FirstPage host={host} entry={entry} />;
}

function Framed({ host, entry }: PagesProps): JSX.Element {
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let made = "";
    host.api.files.blob(entry.id, "application/pdf", stop.signal).then(
      (blob) => setUrl((made = URL.createObjectURL(blob))),
      (reason: unknown) => stop.signal.aborted || setError(explain(reason)),
    );
    return () => {
      stop.abort();
      URL.revokeObjectURL(made);
    };
  }, [entry.id, entry.etag]);
  if (error) return <Notice tone="bad">{error}</Notice>;
  return url ? <iframe class="pages" src={`${url}#navpanes=0`} title={entry.name} /> : <Spinner name={t("Loading")} />;
}

/** Phones mostly show PDFs in an app of their own. */
function FirstPage({ host, entry }: PagesProps): JSX.Element {
  const [shown, setShown] = useState(true);
  return (
    <div class="first-page">
      {shown && <img src={host.api.files.thumbnailUrl(entry, 512)} alt={t("First page of {name}", { name: entry.name })} onError={() => setShown(false)} />}
      <NoLook host={host} entry={entry} title={t("This browser shows no PDFs by itself")}>
        {t("Download it to read all of it.")}
      </NoLook>
    </div>
  );
}
