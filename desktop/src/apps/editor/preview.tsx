// What a Markdown text looks like, beside the text.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { relativeTo } from "../../core/relative";
import { Markdown } from "../../kit/markdown";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";

interface PreviewProps {
  readonly host: Host;
  readonly entry: FileEntry;
  readonly text: string;
}

const PAUSE = 150; // milliseconds without a key, so that a long text does not slow the writing

export function Preview({ host, entry, text: written }: PreviewProps): JSX.Element {
  const text = useSettled(written);
  const there = (address: string): string => relativeTo(entry.path.slice(0, entry.path.lastIndexOf("/")), address);
  return (
    <div class="editor-preview" tabIndex={0} role="region" aria-label="Preview">
      {text.trim() === "" ? (
        <p class="soft">What you write is shown here.</p>
      ) : (
        <Markdown text={text} picture={(address) => host.api.files.url(there(address))} onFollow={(address) => host.openFile(there(address))} />
      )}
    </div>
  );
}

/** What a value is once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const pause = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(pause);
  }, [value]);
  return settled;
}
