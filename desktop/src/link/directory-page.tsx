// A directory that a link opens: what is in it, ways down and back, and all of it as a zip.

import { ArrowLeft, ChevronRight, Download, FolderOpen } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes } from "../core/units";
import { Button, IconButton } from "../kit/button";
import { EmptyState, Spinner } from "../kit/feedback";
import { t } from "../languages/say";
import { describeKind, familyOf } from "../shell/kinds";
import type { FileEntry } from "../wire/generated";
import { DownloadButton, useDownload } from "./download";
import { FilePage } from "./file-page";
import { Sign, useBlob } from "./preview";
import type { Inside, Visit } from "./visit";

const MOST_SHOWN = 500; // rows; more are asked for

export function DirectoryPage({ visit }: { readonly visit: Visit }): JSX.Element {
  const [file, setFile] = useState<FileEntry | null>(null);
  const inside = visit.inside.value;
  if (!inside) return <Spinner name={t("Reading")} />;
  if (file) {
    return (
      <>
        <Button look="quiet" icon={ArrowLeft} onClick={() => setFile(null)}>
          {inside.trail.at(-1)?.name}
        </Button>
        <FilePage visit={visit} entry={file} />
      </>
    );
  }
  return <Directory visit={visit} inside={inside} onFile={setFile} />;
}

interface DirectoryProps {
  readonly visit: Visit;
  readonly inside: Inside;
  readonly onFile: (entry: FileEntry) => void;
}

function Directory({ visit, inside: { trail, entries }, onFile }: DirectoryProps): JSX.Element {
  const [most, setMost] = useState(MOST_SHOWN);
  const here = trail.at(-1);
  return (
    <article class="link-directory">
      <header>
        <Trail visit={visit} trail={trail} />
        {here && entries && entries.length > 0 && <DownloadButton key={here.id} visit={visit} entry={here} look="plain" label={t("Download all")} />}
      </header>
      {entries === null && <Spinner name={t("Reading")} />}
      {entries?.length === 0 && (
        <EmptyState icon={FolderOpen} title={t("Nothing here")}>
          {t("This folder is empty.")}
        </EmptyState>
      )}
      <ul aria-label={t("Files")}>
        {entries?.slice(0, most).map((entry) => (
          <Row key={entry.id} visit={visit} entry={entry} onOpen={() => (entry.kind === "directory" ? void visit.enter([...trail, entry]) : onFile(entry))} />
        ))}
      </ul>
      {entries && entries.length > most && <Button onClick={() => setMost(most + MOST_SHOWN)}>{t("Show more")}</Button>}
    </article>
  );
}

function Trail({ visit, trail }: { readonly visit: Visit; readonly trail: readonly FileEntry[] }): JSX.Element {
  const last = trail.length - 1;
  return (
    <nav aria-label={t("Path")}>
      <ol>
        {trail.map((entry, at) => (
          <li key={entry.id}>
            {at > 0 && <ChevronRight size={16} aria-hidden />}
            {at === last ? (
              <h1>{entry.name}</h1>
            ) : (
              <button type="button" onClick={() => void visit.enter(trail.slice(0, at + 1))}>
                {entry.name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface RowProps {
  readonly visit: Visit;
  readonly entry: FileEntry;
  readonly onOpen: () => void;
}

function Row({ visit, entry, onOpen }: RowProps): JSX.Element {
  const { run, bytes } = useDownload(visit, entry);
  const note = entry.kind === "file" ? `${describeKind(entry)} · ${formatBytes(entry.size)}` : describeKind(entry);
  return (
    <li>
      <button type="button" class="open" onClick={onOpen}>
        <span class="picture">{PICTURED.has(familyOf(entry)) ? <Small visit={visit} entry={entry} /> : <Sign entry={entry} size={26} />}</span>
        <span class="words">
          <span class="name">
            <bdi>{entry.name}</bdi>
          </span>
          <small class="soft">{note}</small>
        </span>
      </button>
      {bytes === null ? <IconButton name={t("Download {name}", { name: entry.name })} icon={Download} onClick={run} /> : <Spinner name={t("Fetching {name}", { name: entry.name })} />}
    </li>
  );
}

const PICTURED: ReadonlySet<string> = new Set(["image", "video", "pdf"]);

function Small({ visit, entry }: { readonly visit: Visit; readonly entry: FileEntry }): JSX.Element {
  const { url } = useBlob(() => visit.thumbnail(entry, 128), entry.id);
  return url ? <img src={url} alt="" /> : <Sign entry={entry} size={26} />;
}
