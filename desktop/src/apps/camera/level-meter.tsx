// How loud it is just now: one sees that the microphone hears something.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../languages/say";
import { loudness } from "./modes";

const EACH_MS = 80;
const SAMPLES = 1024;

export function LevelMeter({ stream, large }: { readonly stream: MediaStream; readonly large: boolean }): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const sound = new AudioContext();
    const resume = (): void => void sound.resume(); // after a reload a page hears nothing until somebody has pressed something
    addEventListener("pointerdown", resume);
    const analyser = Object.assign(sound.createAnalyser(), { fftSize: SAMPLES });
    sound.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(SAMPLES);
    // Drawn without drawing the app anew a dozen times a second.
    const timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples);
      const level = loudness(samples);
      bar.current?.style.setProperty("--level", level.toFixed(3));
      bar.current?.setAttribute("aria-valuenow", String(Math.round(level * 100)));
    }, EACH_MS);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", resume);
      void sound.close();
    };
  }, [stream]);
  return (
    <div ref={bar} class={`camera-level ${large ? "large" : ""}`} role="meter" aria-label={t("Loudness")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      {Array.from({ length: large ? 24 : 12 }, (_, at) => (
        <i key={at} style={{ "--at": (at / (large ? 24 : 12)).toFixed(3) }} />
      ))}
    </div>
  );
}
