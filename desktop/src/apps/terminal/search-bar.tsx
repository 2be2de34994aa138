// Over a terminal: words that are looked for in it, and which match is shown.

import { CaseSensitive, ChevronDown, ChevronUp, X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { t } from "../../languages/say";
import type { Found } from "./found";
import type { Searching } from "./searching";

interface SearchBarProps {
  readonly searching: Searching;
  readonly onClose: () => void;
}

export function SearchBar({ searching, onClose }: SearchBarProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [exact, setExact] = useState(false);
  useLayoutEffect(() => {
    input.current?.focus(); // at once: the next key is for it
    return () => searching.stop();
  }, [searching]);
  useEffect(() => searching.look(text, exact), [searching, text, exact]);
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target === input.current) searching.step(event.shiftKey ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="terminal-search" role="search" onKeyDown={press}>
      <input ref={input} type="search" class="input" aria-label={t("Find in the terminal")} placeholder={t("Find||in a text")} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <span class="count" role="status">
        {wordsFor(searching.found.value)}
      </span>
      <IconButton name={t("Match case")} icon={CaseSensitive} class="toggle" aria-pressed={exact} onClick={() => setExact(!exact)} />
      <IconButton name={t("Match above")} icon={ChevronUp} onClick={() => searching.step(-1)} />
      <IconButton name={t("Match below")} icon={ChevronDown} onClick={() => searching.step(1)} />
      <IconButton name={t("Stop looking")} icon={X} onClick={onClose} />
    </div>
  );
}

function wordsFor(found: Found | null): string {
  if (!found) return "";
  if (found.count === 0) return t("Not found");
  if (found.more) return t("more than {count, number}", { count: found.count });
  return t("{at, number} of {count, number}", { at: found.at, count: found.count });
}
