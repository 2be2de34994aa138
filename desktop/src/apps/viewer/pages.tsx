// A PDF: in the browser's own viewer where it has one, else its first page.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { LARGEST_PDF, PdfFrame } from "../../shell/pdf-frame";
import type { FileEntry } from "../../wire/generated";
import { NoLook } from "./no-look";

interface PagesProps {
  readonly host: Host;
  readonly entry: FileEntry;
}

export function Pages({ host, entry }: PagesProps): JSX.Element {
  if (entry.size > LARGEST_PDF) return <NoLook host={host} entry={entry} title={t("It is too large to be shown here ({size})", { size: formatBytes(entry.size) })} />;
  return navigator.pdfViewerEnabled ? <PdfFrame class="pages" files={host.api.files} entry={entry} /> : <FirstPage host={host} entry={entry} />;
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
