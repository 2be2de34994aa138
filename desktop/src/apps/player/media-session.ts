// The keyboard's media keys, headphones and a phone's lock screen, where the browser knows them.

import { effect } from "@preact/signals";
import type { Playback } from "./playback";

interface Row {
  readonly next: () => void;
  readonly previous: () => void;
}

/** While this one plays, they are its. Answers how to stop. */
export function joinMediaSession(playback: Playback, title: string, row: Row): () => void {
  if (!("mediaSession" in navigator)) return () => undefined;
  const { mediaSession } = navigator;
  const actions: readonly (readonly [MediaSessionAction, MediaSessionActionHandler])[] = [
    ["play", playback.play],
    ["pause", playback.pause],
    ["previoustrack", row.previous],
    ["nexttrack", row.next],
    ["seekbackward", ({ seekOffset }) => playback.by(-(seekOffset ?? 10))],
    ["seekforward", ({ seekOffset }) => playback.by(seekOffset ?? 10)],
    ["seekto", ({ seekTime }) => playback.seek(seekTime ?? 0)],
  ];
  mediaSession.metadata = new MediaMetadata({ title, album: "Ingle" });
  for (const [action, run] of actions) mediaSession.setActionHandler(action, run);
  const stop = effect(() => {
    mediaSession.playbackState = playback.playing.value ? "playing" : "paused";
    const duration = playback.length.value;
    const position = playback.time.value;
    if (Number.isFinite(duration) && position <= duration) mediaSession.setPositionState({ duration, position, playbackRate: playback.rate.value });
  });
  return () => {
    stop();
    mediaSession.metadata = null;
    mediaSession.playbackState = "none";
    for (const [action] of actions) mediaSession.setActionHandler(action, null);
  };
}
