// The devices while they are in use: asked for, shown, recorded from, and let go of. What comes late, after something else was asked for, is let go of at once.

import { signal, type ReadonlySignal } from "@preact/signals";
import { t } from "../../languages/say";
import { formatFor, PHOTOS, type Format, type Mode, type PhotoFormat } from "./modes";
import { LOST, troubleOf, troubleOfPage, type Trouble } from "./trouble";

export type Stage =
  | { readonly at: "off" }
  | { readonly at: "asking" }
  | { readonly at: "live"; readonly stream: MediaStream; readonly silent: boolean; readonly mirrored: boolean } // silent: a video without a microphone
  | { readonly at: "trouble"; readonly trouble: Trouble };

export interface Wanted {
  readonly mode: Mode;
  readonly camera: string; // ids of devices; "": whichever the browser takes
  readonly microphone: string;
}

export interface Taken {
  readonly content: Blob;
  readonly format: Format;
}

const EACH_MS = 1000; // so often a recorder hands over what it has: an hour is not kept in one piece
const QUALITY = 0.92; // of JPEG

export class Studio {
  private readonly current = signal<Stage>({ at: "off" });
  private readonly found = signal<readonly MediaDeviceInfo[]>([]);
  private readonly began = signal<number | null>(null);
  private readonly size = signal(0);
  private recorder: MediaRecorder | null = null;
  private asked = 0;

  readonly stage: ReadonlySignal<Stage> = this.current;
  readonly devices: ReadonlySignal<readonly MediaDeviceInfo[]> = this.found;
  /** Since when something is recorded, in ms since the epoch; null: nothing is. */
  readonly recordingSince: ReadonlySignal<number | null> = this.began;

  /** How much of it there is. */
  readonly recordedBytes: ReadonlySignal<number> = this.size;

  /** `onRecorded`: told once a recording is whole, whoever ended it; it is empty where nothing came from the device. */
  constructor(private readonly onRecorded: (taken: Taken, mode: Mode) => void) {}

  async open(wanted: Wanted): Promise<void> {
    this.close();
    const trouble = troubleOfPage(isSecureContext, "mediaDevices" in navigator && "MediaRecorder" in globalThis);
    if (trouble) return this.stand({ at: "trouble", trouble });
    const mine = this.asked;
    this.stand({ at: "asking" });
    try {
      const { stream, silent } = await ask(wanted);
      if (mine !== this.asked) return release(stream);
      stream.getTracks().forEach((track) => track.addEventListener("ended", () => mine === this.asked && this.lose()));
      this.stand({ at: "live", stream, silent, mirrored: stream.getVideoTracks()[0]?.getSettings().facingMode !== "environment" });
      void this.look();
    } catch (reason) {
      if (mine === this.asked) this.stand({ at: "trouble", trouble: troubleOf(reason) });
    }
  }

  /** What is recorded is ended, and told; the devices are let go of. */
  close(): void {
    this.asked += 1;
    this.finish();
    const stage = this.current.peek();
    if (stage.at === "live") release(stage.stream);
    this.stand({ at: "off" });
  }

  /** Which devices there are, now and whenever that changes. Answers how to stop. */
  watch(): () => void {
    const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices }; // not on pages without HTTPS
    if (!mediaDevices) return () => undefined;
    const look = (): void => void this.look();
    look();
    mediaDevices.addEventListener("devicechange", look);
    return () => mediaDevices.removeEventListener("devicechange", look);
  }

  /** Raises Error where there is nothing to be seen yet. */
  async shoot(video: HTMLVideoElement, how: PhotoFormat): Promise<Taken> {
    const { videoWidth: width, videoHeight: height } = video;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    if (width > 0) canvas.getContext("2d")?.drawImage(video, 0, 0);
    const format = PHOTOS[how];
    const content = width > 0 ? await new Promise<Blob | null>((done) => canvas.toBlob(done, format.type, QUALITY)) : null;
    if (!content) throw new Error(t("There is no picture yet. Try again in a moment."));
    return { content, format };
  }

  /** Raises Error where this browser records nothing of the kind. */
  async record(mode: "video" | "sound"): Promise<void> {
    const stage = this.current.peek();
    if (stage.at !== "live" || this.recorder) return;
    const format = formatFor(mode, (type) => MediaRecorder.isTypeSupported(type));
    if (!format) throw new Error(t("This browser cannot record that. Try a current Chrome, Edge, Firefox or Safari."));
    const recorder = new MediaRecorder(stage.stream, { mimeType: format.type });
    const parts: Blob[] = [];
    this.size.value = 0;
    recorder.ondataavailable = ({ data }) => {
      parts.push(data);
      this.size.value += data.size;
    };
    recorder.onstop = () => this.onRecorded({ content: new Blob(parts, { type: format.type.split(";")[0] ?? "" }), format }, mode);
    recorder.start(EACH_MS);
    this.recorder = recorder;
    this.began.value = Date.now();
  }

  finish(): void {
    if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop();
    this.recorder = null;
    this.began.value = null;
  }

  private lose(): void {
    this.close();
    this.stand({ at: "trouble", trouble: LOST });
  }

  private async look(): Promise<void> {
    this.found.value = (await navigator.mediaDevices.enumerateDevices()).filter(({ deviceId }) => deviceId !== ""); // before it is allowed they have no names
  }

  private stand(stage: Stage): void {
    this.current.value = stage;
  }
}

/** A video is taken without sound rather than not at all. */
async function ask({ mode, camera, microphone }: Wanted): Promise<{ readonly stream: MediaStream; readonly silent: boolean }> {
  const video = { width: { ideal: 1920 }, height: { ideal: 1080 }, ...chosen(camera) };
  const audio = chosen(microphone);
  const { mediaDevices } = navigator;
  if (mode === "photo") return { stream: await mediaDevices.getUserMedia({ video }), silent: true };
  if (mode === "sound") return { stream: await mediaDevices.getUserMedia({ audio }), silent: false };
  try {
    return { stream: await mediaDevices.getUserMedia({ video, audio }), silent: false };
  } catch {
    return { stream: await mediaDevices.getUserMedia({ video }), silent: true };
  }
}

/** One that is not there any more is no reason to have none. */
const chosen = (id: string): MediaTrackConstraints => (id ? { deviceId: { ideal: id } } : {});

function release(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}
