// The bar below what is played.

import { useState } from "preact/hooks";
import { Expand, Gauge, ListMusic, Pause, PictureInPicture2, Play, SkipBack, SkipForward, Volume1, Volume2, VolumeX } from "lucide-preact";
import type { JSX } from "preact";
import { formatPercent } from "../../core/units";
import { IconButton } from "../../kit/button";
import { Menu } from "../../kit/menu";
import { t } from "../../languages/say";
import type { Controls } from "./keys";
import { formatTime, RATES, sayTime } from "./times";

interface BarProps {
  readonly controls: Controls;
  readonly ends: { readonly first: boolean; readonly last: boolean };
  readonly list: boolean; // whether it is shown
  readonly onList: () => void;
  readonly onSmall: () => void; // the picture in a picture
}

export function Bar({ controls, ends, list, onList, onSmall }: BarProps): JSX.Element {
  const { playback } = controls;
  const playing = playback.playing.value;
  return (
    <div class="player-bar" dir="ltr" role="group" aria-label={t("Playback")}>
      <Seek controls={controls} />
      <div class="player-buttons">
        <IconButton name={t("Previous")} icon={SkipBack} disabled={ends.first && playback.time.value < 1} onClick={controls.previous} />
        <IconButton class="main" name={t(playing ? "Pause" : "Play")} icon={playing ? Pause : Play} size={22} disabled={playback.broken.value} onClick={playback.toggle} />
        <IconButton name={t("Next")} icon={SkipForward} disabled={ends.last} onClick={controls.next} />
        <Volume controls={controls} />
        <span class="gap" />
        <Speed controls={controls} />
        {playback.pictures.value && document.pictureInPictureEnabled && <IconButton class="wide-only" name={t("Small picture")} icon={PictureInPicture2} onClick={onSmall} />}
        {playback.pictures.value && document.fullscreenEnabled && <IconButton name={t("Full screen")} icon={Expand} onClick={controls.fullScreen} />}
        <IconButton name={t("Playlist")} icon={ListMusic} aria-pressed={list} onClick={onList} />
      </div>
    </div>
  );
}

function Seek({ controls: { playback } }: { readonly controls: Controls }): JSX.Element {
  const length = playback.length.value;
  const time = playback.time.value;
  const known = Number.isFinite(length) && length > 0;
  const share = (seconds: number): string => `${known ? Math.min(100, (seconds / length) * 100) : 0}%`;
  return (
    <div class="player-seek">
      <span class="time">{formatTime(time)}</span>
      <input
        type="range"
        class="player-range"
        aria-label={t("Position")}
        aria-valuetext={t("{time} of {length}", { time: sayTime(time), length: sayTime(length) })}
        style={{ "--done": share(time), "--loaded": share(playback.loaded.value) }}
        min={0}
        max={known ? length : 1}
        step="any"
        value={known ? time : 0}
        disabled={!known}
        onInput={(event) => playback.seek(event.currentTarget.valueAsNumber)}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          playback.by(by);
        }}
      />
      <span class="time">{formatTime(length)}</span>
    </div>
  );
}

function Volume({ controls: { playback } }: { readonly controls: Controls }): JSX.Element {
  const muted = playback.muted.value || playback.volume.value === 0;
  const heard = muted ? 0 : playback.volume.value;
  return (
    <div class="player-volume">
      <IconButton name={t(muted ? "Sound on" : "Mute")} icon={muted ? VolumeX : heard < 0.5 ? Volume1 : Volume2} onClick={playback.toggleMute} />
      <input
        type="range"
        class="player-range"
        aria-label={t("Volume")}
        aria-valuetext={formatPercent(heard)}
        style={{ "--done": `${heard * 100}%`, "--loaded": "0%" }}
        min={0}
        max={1}
        step={0.05}
        value={heard}
        onInput={(event) => playback.setVolume(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

function Speed({ controls: { playback } }: { readonly controls: Controls }): JSX.Element {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const now = playback.rate.value;
  const items = RATES.map((rate) => ({ id: String(rate), label: rate === 1 ? t("Normal||of a speed") : `${rate} ×`, checked: rate === now, onSelect: () => playback.setRate(rate) }));
  return (
    <>
      <button type="button" class="icon-button player-speed" aria-label={t("Speed: {speed}", { speed: now })} title={t("Speed")} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}>
        {now === 1 ? <Gauge size={17} aria-hidden /> : <span>{now} ×</span>}
      </button>
      {anchor && <Menu name={t("Speed")} groups={[items]} anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  );
}
