// Files by their names, asked of the daemon when somebody has stopped typing for a moment; an answer that nobody waits for any more is given up.

import { useEffect, useState } from "preact/hooks";
import type { FilesApi } from "../client/files-api";
import { explain } from "../client/http";
import type { FileEntry } from "../wire/generated";

export interface FilesFound {
  readonly entries: readonly FileEntry[];
  readonly busy: boolean;
  readonly error: string | null;
}

const AFTER_MS = 160;
const LEAST = 2; // letters; fewer are in nearly every name
const MOST = 8;
const NOTHING: FilesFound = { entries: [], busy: false, error: null };

export function useFileSearch(files: Pick<FilesApi, "search">, text: string): FilesFound {
  const [found, setFound] = useState(NOTHING);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted.length < LEAST) {
      setFound(NOTHING);
      return undefined;
    }
    setFound((before) => ({ entries: before.entries, busy: true, error: null }));
    const stop = new AbortController();
    const timer = setTimeout(() => {
      files.search(wanted, "~", stop.signal, MOST).then(
        (entries) => setFound({ entries, busy: false, error: null }),
        (reason: unknown) => stop.signal.aborted || setFound({ entries: [], busy: false, error: explain(reason) }),
      );
    }, AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [files, wanted]);
  return found;
}
