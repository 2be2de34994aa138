// The few sounds that the desktop makes, drawn as they are heard: soft tones that fade by themselves.

export type Sound = "notice" | "error";

interface Tone {
  readonly hertz: number;
  readonly after: number; // seconds from the beginning
  readonly lasts: number; // seconds
}

const SOUNDS: Readonly<Record<Sound, readonly Tone[]>> = {
  notice: [
    { hertz: 659.3, after: 0, lasts: 0.5 },
    { hertz: 987.8, after: 0.11, lasts: 0.8 },
  ],
  error: [
    { hertz: 246.9, after: 0, lasts: 0.35 },
    { hertz: 196, after: 0.16, lasts: 0.5 },
  ],
};

const LOUDEST = 0.35; // of what the speakers can do: it is to be heard, not to startle
const RISE = 0.012; // seconds, lest it click
const APART = 0.7; // seconds between two sounds: many at once are one

export interface SoundPorts {
  readonly context: () => AudioContext;
  /** Browsers let no page be heard that nobody has pressed anything in. */
  readonly mayBeHeard: () => boolean;
}

const BROWSER: SoundPorts = { context: () => new AudioContext(), mayBeHeard: () => navigator.userActivation.hasBeenActive };

export class Sounds {
  private context: AudioContext | null = null;
  private last = -APART;

  constructor(private readonly ports: SoundPorts = BROWSER) {}

  /** `volume`: 0 to 1. */
  play(sound: Sound, volume: number): void {
    if (volume <= 0 || !this.ports.mayBeHeard()) return;
    const context = (this.context ??= this.ports.context());
    void context.resume();
    const now = context.currentTime;
    if (now - this.last < APART) return;
    this.last = now;
    for (const tone of SOUNDS[sound]) ring(context, tone, now + tone.after, volume * LOUDEST);
  }
}

function ring(context: AudioContext, { hertz, lasts }: Tone, at: number, loudness: number): void {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + RISE);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + lasts);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + lasts);
}
