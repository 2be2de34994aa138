// The Player: music and videos, one after the other as they lie in their folder.

import { CirclePlay, FileX, FolderOpen, Music } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Album } from "../../client/album";
import { mediaOf } from "../../core/media";
import type { AppState } from "../../core/windows";
import { Button } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { AppProps, Host } from "../../shell/app";
import { followFile } from "../../shell/shown-file";
import type { FileEntry } from "../../wire/generated";
import { Bar } from "./controls";
import { press, type Controls } from "./keys";
import { joinMediaSession } from "./media-session";
import { Playback } from "./playback";
import { Playlist } from "./playlist";
import { useStill } from "./still";
import "./player.css";

export function App({ host }: AppProps): JSX.Element {
  const file = host.state.value["file"];
  if (typeof file === "string" && file) return <Playing host={host} />;
  return (
    <EmptyState
      icon={CirclePlay}
      title={t("Nothing is playing")}
      action={
        <Button look="primary" large icon={FolderOpen} onClick={() => host.open("files", { path: "~/Music" })}>
          {t("Choose something")}
        </Button>
      }
    >
      {t("Open music or a video from Files.")}
    </EmptyState>
  );
}

const sortOf = (entry: FileEntry): string => (/^(audio|video)\//.test(mediaOf(entry)) ? "played" : entry.id);

function Playing({ host }: { readonly host: Host }): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [list, setList] = useState(!host.compact.peek());
  const album = useMemo(() => new Album(host.api.files, sortOf), [host]);
  const playback = useMemo(() => new Playback(host.storage), [host]);
  const entry = album.entry.value;
  const still = useStill(root);
  const wanted = useRef(false); // what comes next was chosen, or its turn has come

  const go = (next: FileEntry | null): void => {
    if (!next) return;
    wanted.current = true;
    host.keep({ file: next.id });
  };
  const controls: Controls = {
    playback,
    next: () => go(album.neighbour(1)),
    previous: () => playback.rewind() || go(album.neighbour(-1)),
    fullScreen: () => void (document.fullscreenElement ? document.exitFullscreen() : root.current?.requestFullscreen())?.catch(() => undefined),
  };
  const latest = useRef(controls);
  latest.current = controls;

  useEffect(() => {
    const stops = [host.live.listen((fact) => album.hear(fact)), followFile(host, album), () => album.end()];
    return () => stops.forEach((stop) => stop());
  }, [album]);
  useEffect(() => (video.current ? playback.attach(video.current, () => latest.current.next()) : undefined), [playback]);
  useEffect(() => {
    if (!entry) return undefined;
    const seconds = wanted.current ? null : placeIn(host.state.peek(), entry.id);
    playback.show(host.api.files.contentUrl(entry), seconds ?? 0, seconds === null || playback.playing.peek()); // after a reload it waits
    wanted.current = false;
    host.keep({ place: { file: entry.id, seconds: seconds ?? 0 } });
    return joinMediaSession(playback, entry.name, { next: () => latest.current.next(), previous: () => latest.current.previous() });
  }, [entry?.id, entry?.etag]);
  useEffect(() => {
    if (entry) host.title(entry.name);
  }, [entry?.name]);
  usePlace(host, playback, entry?.id);
  useEffect(() => {
    if (host.focused.value && !root.current?.contains(document.activeElement)) root.current?.focus();
  }, [host.focused.value]);

  const trouble = album.trouble.value;
  const broken = playback.broken.value;
  const pictures = playback.pictures.value && !broken;
  return (
    <div ref={root} class={`player ${list ? "with-list" : ""} ${still && playback.playing.value ? "still" : ""}`} tabIndex={-1} onKeyDown={(event) => press(event, controls)}>
      <div class="player-stage">
        <video ref={video} class={pictures ? "" : "unseen"} playsInline preload="metadata" aria-label={entry?.name} onClick={playback.toggle} onDblClick={controls.fullScreen} />
        {!pictures && <Cover name={entry?.name ?? ""} trouble={trouble ?? (broken ? t("The browser cannot play this file. Download it to play it on your computer.") : null)} />}
        {playback.waiting.value && <Spinner name={t("Loading")} />}
      </div>
      {list && <Playlist entries={album.entries.value} current={entry?.id} playing={playback.playing.value} onChoose={go} />}
      <Bar
        controls={controls}
        ends={{ first: !album.neighbour(-1), last: !album.neighbour(1) }}
        list={list}
        onList={() => setList(!list)}
        onSmall={() => void video.current?.requestPictureInPicture().catch(() => undefined)}
      />
    </div>
  );
}

/** Where one was in this file when it was shown before; null: it was not. */
function placeIn({ place }: AppState, file: string): number | null {
  const { file: kept, seconds } = (place ?? {}) as { readonly file?: unknown; readonly seconds?: unknown };
  return kept === file && typeof seconds === "number" ? seconds : null;
}

/** Where one is in it is found again after a reload: kept while it rests, and when the page is left. */
function usePlace(host: Host, playback: Playback, file: string | undefined): void {
  const playing = playback.playing.value;
  const resting = playing ? -1 : Math.floor(playback.time.value);
  useEffect(() => {
    if (file === undefined) return undefined; // another one is on its way
    const keep = (): void => host.keep({ place: { file, seconds: Math.floor(playback.time.peek()) } });
    if (resting > 0) keep();
    addEventListener("pagehide", keep, { capture: true }); // before the desk is written down
    return () => removeEventListener("pagehide", keep, { capture: true });
  }, [resting, file]);
}

/** What is seen of what is only heard. */
function Cover({ name, trouble }: { readonly name: string; readonly trouble: string | null }): JSX.Element {
  if (trouble) {
    return (
      <EmptyState icon={FileX} title={t("This cannot be played")}>
        {trouble}
      </EmptyState>
    );
  }
  return (
    <div class="player-cover">
      <span class="disc">
        <Music size={56} strokeWidth={1.4} aria-hidden />
      </span>
      <h2>{name.replace(/\.[a-z0-9]{2,5}$/i, "")}</h2>
    </div>
  );
}
