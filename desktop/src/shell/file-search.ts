// Files by their names and by what they say, asked of the daemon when somebody has stopped typing for a moment; an answer that nobody waits for any more is given up.

import { useEffect, useState } from "preact/hooks";
import type { FilesApi } from "../client/files-api";
import { explain } from "../client/http";
import type { FileEntry, TextFound } from "../wire/generated";

export interface FilesFound {
  readonly entries: readonly FileEntry[];
  readonly texts: readonly TextFound[]; // of files that are not found by their names
  readonly busy: boolean;
  readonly error: string | null;
}

const AFTER_MS = 160;
const LEAST = 2; // letters; fewer are in nearly every name
const MOST = 8;
const MOST_TEXTS = 4;
const NOTHING: FilesFound = { entries: [], texts: [], busy: false, error: null };

export function useFileSearch(files: Pick<FilesApi, "search" | "searchContents">, text: string): FilesFound {
  const [found, setFound] = useState(NOTHING);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted.length < LEAST) {
      setFound(NOTHING);
      return undefined;
    }
    setFound((before) => ({ ...before, busy: true, error: null }));
    const stop = new AbortController();
    const timer = setTimeout(() => {
      Promise.all([files.search(wanted, "~", stop.signal, MOST), files.searchContents(wanted, "~", stop.signal, MOST + MOST_TEXTS)]).then(
        ([entries, texts]) => setFound({ entries, texts: besides(texts, entries), busy: false, error: null }),
        (reason: unknown) => stop.signal.aborted || setFound({ ...NOTHING, error: explain(reason) }),
      );
    }, AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [files, wanted]);
  return found;
}

function besides(texts: readonly TextFound[], entries: readonly FileEntry[]): readonly TextFound[] {
  const named = new Set(entries.map(({ id }) => id));
  return texts.filter(({ entry }) => !named.has(entry.id)).slice(0, MOST_TEXTS);
}
