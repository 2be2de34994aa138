// A look at a PDF: in the browser's own viewer where it has one, else its first page.

import type { JSX } from "preact";
import { t } from "../../languages/say";
import { PdfFrame } from "../../shell/pdf-frame";
import type { FileEntry } from "../../wire/generated";
import type { View } from "./view";

interface PagesProps {
  readonly view: View;
  readonly entry: FileEntry;
  readonly onBroken: () => void; // there is nothing to be seen of it
}

export function LookPages(props: PagesProps): JSX.Element {
  return navigator.pdfViewerEnabled ? <PdfFrame files={props.view.shared.stores.of(props.entry.path)} entry={props.entry} /> : <FirstPage {...props} />;
}

/** Phones mostly show PDFs in an app of their own. */
function FirstPage({ view, entry, onBroken }: PagesProps): JSX.Element {
  return <img src={view.host.api.files.thumbnailUrl(entry, 512)} alt={t("First page of {name}", { name: entry.name })} onError={onBroken} />;
}
