// A look at a file: pictures as they are, text as text, sound and films when they are asked for, and of all else a small picture or its sign.

import { Play } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../client/http";
import { Button } from "../kit/button";
import { Notice, Spinner } from "../kit/feedback";
import { t } from "../languages/say";
import { familyOf, iconOf } from "../shell/kinds";
import type { FileEntry } from "../wire/generated";
import type { Visit } from "./visit";

interface PreviewProps {
  readonly visit: Visit;
  readonly entry: FileEntry;
}

const LARGEST_PICTURE = 24 * 1024 * 1024; // bytes that are fetched without being asked for
const LARGEST_TEXT = 512 * 1024;

export function Preview({ visit, entry }: PreviewProps): JSX.Element {
  const family = familyOf(entry);
  if (family === "image" && entry.size <= LARGEST_PICTURE) return <Picture entry={entry} load={() => visit.content(entry)} />;
  if ((family === "text" || family === "code") && entry.size <= LARGEST_TEXT) return <Text visit={visit} entry={entry} />;
  if (family === "audio" || family === "video") return <Media visit={visit} entry={entry} family={family} />;
  return <Picture entry={entry} load={() => visit.thumbnail(entry, 512)} />;
}

/** Its sign where there is no picture. */
function Picture({ entry, load }: { readonly entry: FileEntry; readonly load: () => Promise<Blob> }): JSX.Element {
  const { url, failed } = useBlob(load, entry.id);
  if (url) return <img class="link-picture" src={url} alt={entry.name} />;
  return failed ? <Sign entry={entry} /> : <Spinner name={t("Reading")} />;
}

export function Sign({ entry, size = 72 }: { readonly entry: FileEntry; readonly size?: number }): JSX.Element {
  const Icon = iconOf(entry);
  return (
    <span class={`sign ${familyOf(entry)}`}>
      <Icon size={size} strokeWidth={size > 32 ? 1.1 : 1.6} aria-hidden />
    </span>
  );
}

function Text({ visit, entry }: PreviewProps): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => void visit.text(entry).then(setText, () => setFailed(true)), [entry.id]);
  if (failed || text?.includes("\0")) return <Sign entry={entry} />;
  return text === null ? <Spinner name={t("Reading")} /> : <pre class="mono" tabIndex={0} role="region" aria-label={t("Content of {name}", { name: entry.name })}>{text}</pre>;
}

function Media({ visit, entry, family }: PreviewProps & { readonly family: "audio" | "video" }): JSX.Element {
  const [url, setUrl] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  const play = (): void => {
    setBusy(true);
    visit
      .content(entry)
      .then((content) => setUrl(URL.createObjectURL(content)), (reason: unknown) => setError(explain(reason)))
      .finally(() => setBusy(false));
  };
  if (url && family === "audio") return <audio src={url} controls autoPlay aria-label={entry.name} />;
  if (url) return <video src={url} controls autoPlay playsInline aria-label={entry.name} />;
  return (
    <div class="link-media">
      <Picture entry={entry} load={() => visit.thumbnail(entry, 512)} />
      <Button icon={Play} busy={busy} onClick={play}>
        {t("Play")}
      </Button>
      {error && <Notice tone="bad">{error}</Notice>}
    </div>
  );
}

/** An address of what was fetched, for as long as it is shown. */
export function useBlob(load: () => Promise<Blob>, key: string): { readonly url: string | null; readonly failed: boolean } {
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let made: string | null = null;
    let over = false;
    load().then(
      (content) => {
        if (!over) setUrl((made = URL.createObjectURL(content)));
      },
      () => over || setFailed(true),
    );
    return () => {
      over = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [key]);
  return { url, failed };
}
