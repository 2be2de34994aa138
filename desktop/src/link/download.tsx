// A button that fetches a file, says how far it is, and hands it to the browser to keep.

import { Download } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explain } from "../client/http";
import { formatBytes } from "../core/units";
import { Button, type ButtonProps } from "../kit/button";
import { Notice } from "../kit/feedback";
import { t } from "../languages/say";
import type { FileEntry } from "../wire/generated";
import type { Visit } from "./visit";

interface DownloadProps {
  readonly visit: Visit;
  readonly entry: FileEntry;
  readonly look?: NonNullable<ButtonProps["look"]>;
  readonly label: string;
}

export function DownloadButton({ visit, entry, look = "primary", label }: DownloadProps): JSX.Element {
  const { run, bytes, error } = useDownload(visit, entry);
  return (
    <>
      <Button look={look} large icon={Download} busy={bytes !== null} onClick={run}>
        {bytes === null ? label : said(bytes, entry.size)}
      </Button>
      {error && <Notice tone="bad">{error}</Notice>}
    </>
  );
}

const said = (bytes: number, of: number): string => (of > 0 ? t("{part} of {size}", { part: formatBytes(bytes), size: formatBytes(of) }) : formatBytes(bytes));

/** `bytes`: how many have come; null: nothing is under way. */
export function useDownload(visit: Visit, entry: FileEntry): { readonly run: () => void; readonly bytes: number | null; readonly error: string | null } {
  const [bytes, setBytes] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    setError(null);
    setBytes(0);
    try {
      keep(await visit.content(entry, setBytes), entry.kind === "directory" ? `${entry.name}.zip` : entry.name);
    } catch (reason) {
      setError(explain(reason));
    }
    setBytes(null);
  };
  return { run: () => void run(), bytes, error };
}

const KEPT_MS = 60_000; // the browser reads it after the click

function keep(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
