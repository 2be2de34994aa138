// What was taken last: on its way, and in the person's files. A press opens it.

import { AudioLines, FolderOpen, RotateCcw, Trash2, Video } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { fileChange } from "../../client/file-changes";
import { mediaOf } from "../../core/media";
import { IconButton } from "../../kit/button";
import { Progress } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { FOLDERS, MEDIA, type Mode } from "./modes";
import type { Saving } from "./saving";

const MOST = 12;

export interface StripProps {
  readonly host: Host;
  readonly mode: Mode;
  readonly saving: Saving;
  readonly saved: number; // moves on with each that is there
}

export function Strip({ host, mode, saving, saved }: StripProps): JSX.Element {
  const folder = FOLDERS[mode];
  const changes = useRemovals(host);
  const reading = useReading(() => newest(host, mode), [mode, saved, changes]);
  return (
    <div class="camera-strip">
      <ul aria-label={t("Taken last")}>
        {saving.list.value.map(({ id, name, share, error }) => (
          <li key={`saving ${id}`} class="saving">
            {error ? (
              <>
                <span class="camera-failed">{error}</span>
                <IconButton name={t("Save {name} again", { name })} icon={RotateCcw} onClick={() => saving.again(id)} />
                <IconButton name={t("Throw {name} away", { name })} icon={Trash2} onClick={() => saving.drop(id)} />
              </>
            ) : (
              <Progress step={t("Saving")} share={share} />
            )}
          </li>
        ))}
        {(reading.value ?? []).map((entry) => (
          <li key={entry.id}>
            <button type="button" aria-label={t("Open {name}", { name: entry.name })} title={entry.name} onClick={() => host.openFile(entry)}>
              <Thumbnail host={host} entry={entry} mode={mode} />
            </button>
          </li>
        ))}
      </ul>
      <IconButton name={t("Show them in Files")} icon={FolderOpen} onClick={() => host.open("files", { path: folder })} />
    </div>
  );
}

/** What has no picture of its own is shown by a sign, and by when it was taken. */
function Thumbnail({ host, entry, mode }: { readonly host: Host; readonly entry: FileEntry; readonly mode: Mode }): JSX.Element {
  const [bare, setBare] = useState(mode !== "photo"); // films have none
  const Sign = mode === "sound" ? AudioLines : Video;
  if (!bare) return <img src={host.api.files.thumbnailUrl(entry, 128)} alt="" loading="lazy" onError={() => setBare(true)} />;
  return (
    <span class="sign">
      <Sign size={20} aria-hidden />
      <small>{/\d\d\.\d\d(?=\.\d\d)/.exec(entry.name)?.[0]?.replace(".", ":") ?? ""}</small>
    </span>
  );
}

async function newest({ api }: Host, mode: Mode): Promise<readonly FileEntry[]> {
  const found = await api.files.newest(FOLDERS[mode], MOST * 2).catch(() => []); // a strip without anything is no trouble
  return found.filter((entry) => entry.kind === "file" && MEDIA[mode].test(mediaOf(entry))).slice(0, MOST);
}

/** What was thrown away elsewhere is not offered here any more. */
function useRemovals({ live }: Host): number {
  const [times, setTimes] = useState(0);
  const later = useRef(0);
  useEffect(() => {
    const stop = live.listen((fact) => {
      const change = fact && fileChange(fact);
      if (!change || !["file.removed", "file.moved"].includes(fact.type)) return;
      clearTimeout(later.current);
      later.current = window.setTimeout(() => setTimes((before) => before + 1), 300); // many at once are one
    });
    return () => {
      clearTimeout(later.current);
      stop();
    };
  }, [live]);
  return times;
}
