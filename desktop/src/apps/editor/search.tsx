// What is said in the texts of the folder at the side: found as it is typed, by file, and opened at its line.

import { ListTree } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSettled } from "../../client/asking";
import { explain } from "../../client/http";
import type { FoundLine, TextStore } from "../../client/text-store";
import { IconButton } from "../../kit/button";
import { Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import "./search.css";

interface SearchProps {
  readonly store: TextStore;
  readonly directory: string;
  readonly onOpen: (ref: string, line: number) => void;
  readonly onHide: () => void;
}

const LEAST = 2; // characters

export function Search({ store, directory, onOpen, onHide }: SearchProps): JSX.Element {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { found, error } = useFound(store, directory, useSettled(text.trim()));
  const name = t("Search in {name}", { name: store.nameOf(directory) });
  return (
    <div class="editor-side editor-search" role="search" aria-label={name}>
      <header>
        <input ref={field} class="input" type="search" aria-label={name} placeholder={name} value={text} spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
        <IconButton name={t("Show the folder")} icon={ListTree} size={16} onClick={onHide} />
      </header>
      {error !== null && <Notice tone="bad">{error}</Notice>}
      {found === null && error === null && <Spinner name={t("Searching")} />}
      {found !== null && text.trim().length >= LEAST && <Found found={found} onOpen={onOpen} />}
    </div>
  );
}

function Found({ found, onOpen }: { readonly found: readonly FoundLine[]; readonly onOpen: SearchProps["onOpen"] }): JSX.Element {
  const files = new Map<string, FoundLine[]>();
  for (const one of found) files.set(one.ref, [...(files.get(one.ref) ?? []), one]);
  return (
    <>
      <p role="status">
        {found.length === 0 ? t("Nothing here says this.") : t("{count, plural, one {# line} other {# lines}} in {files, plural, one {# file} other {# files}}", { count: found.length, files: files.size })}
      </p>
      <ul class="editor-found">
        {[...files].map(([ref, lines]) => (
          <li key={ref}>
            <h4 title={lines[0]?.path}>
              <bdi>{lines[0]?.path.slice(lines[0].path.lastIndexOf("/") + 1)}</bdi>
            </h4>
            <ul>
              {lines.map(({ line, text }) => (
                <li key={line}>
                  <button type="button" onClick={() => onOpen(ref, line)}>
                    <span class="soft">{line}</span> <bdi dir="ltr">{text}</bdi>
                  </button>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

interface Finding {
  readonly found: readonly FoundLine[] | null; // null: it is being looked for
  readonly error: string | null;
}

function useFound(store: TextStore, directory: string, text: string): Finding {
  const [finding, setFinding] = useState<Finding>({ found: [], error: null });
  useEffect(() => {
    const over = new AbortController();
    const short = text.length < LEAST;
    setFinding({ found: short ? [] : null, error: null });
    if (!short) {
      store.search(text, directory, over.signal).then(
        (found) => over.signal.aborted || setFinding({ found, error: null }),
        (reason: unknown) => over.signal.aborted || setFinding({ found: [], error: explain(reason) }),
      );
    }
    return () => over.abort();
  }, [store, directory, text]);
  return finding;
}
