// A file that a link opens: what it is, a look at it, and a button to have it.

import type { JSX } from "preact";
import { formatDate } from "../shell/dates";
import { formatBytes } from "../core/units";
import { t } from "../languages/say";
import { describeKind } from "../shell/kinds";
import type { FileEntry } from "../wire/generated";
import { DownloadButton } from "./download";
import { Preview } from "./preview";
import type { Visit } from "./visit";

export function FilePage({ visit, entry }: { readonly visit: Visit; readonly entry: FileEntry }): JSX.Element {
  return (
    <article class="link-file">
      <div class="link-preview">
        <Preview key={entry.id} visit={visit} entry={entry} />
      </div>
      <header>
        <h1>{entry.name}</h1>
        <p class="soft">
          {describeKind(entry)} · {formatBytes(entry.size)} · {formatDate(entry.modified_at)}
        </p>
      </header>
      <DownloadButton visit={visit} entry={entry} label={t("Download")} />
    </article>
  );
}
