// Text to be read: its beginning, if there is very much of it.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { isMarkdown } from "../../core/media";
import { relativeTo } from "../../core/relative";
import { formatBytes } from "../../core/units";
import { Notice, Spinner } from "../../kit/feedback";
import { Markdown } from "../../kit/markdown";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { NoLook } from "./no-look";

const MOST = 1024 * 1024; // bytes that are shown

export function Words({ host, entry }: { readonly host: Host; readonly entry: FileEntry }): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    host.api.files.beginning(entry.id, MOST, stop.signal).then(setText, (reason: unknown) => stop.signal.aborted || setError(explain(reason)));
    return () => stop.abort();
  }, [entry.id, entry.etag]);
  if (error) return <Notice tone="bad">{error}</Notice>;
  if (text === null) return <Spinner name={t("Reading")} />;
  if (text.includes("\0")) return <NoLook host={host} entry={entry} title={t("This is no text")} />;
  return (
    <div class="words" tabIndex={0} role="region" aria-label={t("Content of {name}", { name: entry.name })}>
      {entry.size > MOST && <Notice tone="idle">{t("These are its first {part} of {size}. Download it to read the rest.", { part: formatBytes(MOST), size: formatBytes(entry.size) })}</Notice>}
      <Content host={host} entry={entry} text={text} />
    </div>
  );
}

function Content({ host, entry, text }: { readonly host: Host; readonly entry: FileEntry; readonly text: string }): JSX.Element {
  if (text === "") return <p class="soft">{t("This file is empty.")}</p>;
  if (!isMarkdown(entry)) return <pre class="mono">{text}</pre>;
  const there = (address: string): string => relativeTo(entry.path.slice(0, entry.path.lastIndexOf("/")), address);
  return <Markdown text={text} picture={(address) => host.api.files.url(there(address))} onFollow={(address) => host.openFile(there(address))} />;
}
