// What is being played, as signals, and the ways to change it. The browser asks for the ranges that it needs by itself.

import { batch, signal } from "@preact/signals";
import type { Storage } from "../../shell/storage";
import { stepRate } from "./times";

const VOLUME_KEY = "player.volume";
const BEGINNING = 3; // seconds in which "previous" means the one before

export class Playback {
  readonly playing = signal(false);
  readonly waiting = signal(false); // for the network
  readonly time = signal(0); // seconds
  readonly length = signal(NaN); // seconds; NaN: not known yet
  readonly loaded = signal(0); // seconds that are there without a break from the start of what is played
  readonly volume = signal(1); // 0 to 1
  readonly muted = signal(false);
  readonly rate = signal(1);
  readonly pictures = signal(false); // it has any
  readonly broken = signal(false); // the browser cannot play it
  private element: HTMLVideoElement | null = null;

  constructor(private readonly storage: Storage) {
    const kept = Number(storage.read(VOLUME_KEY) ?? 1);
    if (kept >= 0 && kept <= 1) this.volume.value = kept;
  }

  /** Follow this element until what it answers is called. */
  attach(element: HTMLVideoElement, onEnd: () => void): () => void {
    this.element = element;
    element.volume = this.volume.peek();
    const stop = new AbortController();
    const read = (): void => this.read(element);
    for (const name of EVENTS) element.addEventListener(name, read, { signal: stop.signal });
    element.addEventListener("ended", onEnd, { signal: stop.signal });
    return () => {
      stop.abort();
      this.element = null;
      element.removeAttribute("src"); // the browser ends what it is loading
      element.load();
    };
  }

  /** Load something else. `play`: and begin, if the browser lets it. */
  show(url: string, at: number, play: boolean): void {
    const { element } = this;
    if (!element) return;
    element.src = url;
    element.defaultPlaybackRate = this.rate.peek();
    if (at > 0) element.currentTime = at;
    this.time.value = at; // at once: what it was belongs to another file
    if (play) this.play();
  }

  play = (): void => void this.element?.play().catch(() => undefined); // refused before anybody touched the page, or broken, which is told by an event
  pause = (): void => this.element?.pause();
  toggle = (): void => (this.element?.paused === false ? this.pause() : this.play());

  seek(seconds: number): void {
    const { element } = this;
    if (!element || !Number.isFinite(element.duration)) return;
    element.currentTime = Math.min(Math.max(0, seconds), element.duration);
    this.time.value = element.currentTime; // at once, under the thumb
  }

  by(seconds: number): void {
    this.seek(this.time.peek() + seconds);
  }

  /** Back to the start, if it is not there already. Answers whether it went. */
  rewind(): boolean {
    if (this.time.peek() < BEGINNING) return false;
    this.seek(0);
    return true;
  }

  setVolume(volume: number): void {
    const { element } = this;
    if (!element) return;
    element.volume = Math.min(1, Math.max(0, volume));
    element.muted = false;
    this.storage.write(VOLUME_KEY, String(element.volume));
  }

  toggleMute = (): void => {
    if (this.element) this.element.muted = !this.element.muted;
  };

  setRate(rate: number): void {
    if (this.element) this.element.playbackRate = rate;
  }

  stepRate(by: 1 | -1): void {
    this.setRate(stepRate(this.rate.peek(), by));
  }

  private read(element: HTMLVideoElement): void {
    batch(() => {
      this.playing.value = !element.paused && !element.ended;
      this.waiting.value = element.readyState < element.HAVE_FUTURE_DATA && element.networkState === element.NETWORK_LOADING && !element.paused;
      this.time.value = element.currentTime;
      this.length.value = element.duration;
      this.loaded.value = loadedTo(element);
      this.volume.value = element.volume;
      this.muted.value = element.muted;
      this.rate.value = element.playbackRate;
      this.pictures.value = element.videoWidth > 0;
      this.broken.value = element.error !== null;
    });
  }
}

const EVENTS = [
  "emptied",
  "loadstart",
  "loadedmetadata",
  "durationchange",
  "progress",
  "timeupdate",
  "seeking",
  "seeked",
  "play",
  "pause",
  "playing",
  "waiting",
  "ended",
  "ratechange",
  "volumechange",
  "resize",
  "error",
] as const;

function loadedTo({ buffered, currentTime }: HTMLVideoElement): number {
  for (let at = 0; at < buffered.length; at++) {
    if (buffered.start(at) <= currentTime + 0.1 && buffered.end(at) >= currentTime) return buffered.end(at);
  }
  return currentTime;
}
