// What lies in the same folder, in order.

import { AudioLines, Film, Music } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { mediaOf } from "../../core/media";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";

interface PlaylistProps {
  readonly entries: readonly FileEntry[];
  readonly current: string | undefined;
  readonly playing: boolean;
  readonly onChoose: (entry: FileEntry) => void;
}

export function Playlist({ entries, current, playing, onChoose }: PlaylistProps): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" }), [current]);
  return (
    <ul ref={list} class="player-list" aria-label={t("Playlist")}>
      {entries.map((entry) => {
        const here = entry.id === current;
        const Sign = here && playing ? AudioLines : mediaOf(entry).startsWith("video/") ? Film : Music;
        return (
          <li key={entry.id}>
            <button type="button" aria-current={here} onClick={() => onChoose(entry)}>
              <Sign size={15} aria-hidden />
              <span>{entry.name}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
