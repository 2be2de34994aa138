// What a Markdown text looks like, beside the text.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { KeptText, TextStore } from "../../client/text-store";
import { Markdown } from "../../kit/markdown";
import { t } from "../../languages/say";

interface PreviewProps {
  readonly store: TextStore;
  readonly kept: KeptText;
  readonly text: string;
  /** Somebody follows a link to another file. */
  readonly onFollow: (ref: string) => void;
}

export function Preview({ store, kept, text, onFollow }: PreviewProps): JSX.Element {
  return (
    <div class="editor-preview" tabIndex={0} role="region" aria-label={t("Preview")}>
      {text.trim() === "" ? (
        <p class="soft">{t("What you write is shown here.")}</p>
      ) : (
        <Markdown text={text} picture={(address) => store.picture(kept, address)} onFollow={(address) => onFollow(store.near(kept, address))} />
      )}
    </div>
  );
}

const PAUSE_MS = 150; // without a key, so that a long text does not slow the writing

/** What was written, read again a moment after each change; not at all unless `wanted`. `changes` is another number after each. */
export function useWritten(read: () => string, changes: number, wanted: boolean): string {
  const [written, setWritten] = useState("");
  useEffect(() => {
    if (!wanted) return undefined;
    if (written === "") setWritten(read());
    const pause = setTimeout(() => setWritten(read()), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [changes, wanted]);
  return written;
}
