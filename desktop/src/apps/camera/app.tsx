// The Camera: photos, videos and sound, kept among the person's files. Nothing is on while its window is not seen.

import { CameraOff, RefreshCw } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { Tabs } from "../../kit/display";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { t, tell } from "../../languages/say";
import type { AppProps, Host } from "../../shell/app";
import { Controls } from "./controls";
import { LevelMeter } from "./level-meter";
import { FOLDERS, MODES, nameOf, readMode, type Mode, type PhotoFormat } from "./modes";
import { Saving } from "./saving";
import { Strip } from "./strip";
import { Studio, type Taken } from "./studio";
import "./camera.css";

/** Parts of what is large find their upload again only while this page is there. */
function inMemory(): { read: (key: string) => string | null; write: (key: string, id: string | null) => void } {
  const kept = new Map<string, string>();
  return { read: (key) => kept.get(key) ?? null, write: (key, id) => void (id === null ? kept.delete(key) : kept.set(key, id)) };
}

export function App({ host }: AppProps): JSX.Element {
  const [saved, setSaved] = useState(0);
  const saving = useMemo(
    () =>
      new Saving({
        sender: host.api.files.sender(inMemory()),
        onSaved: () => setSaved((before) => before + 1),
        onFailed: (name, why) => host.notify("bad", t("{name} is not saved. {why}", { name, why })),
      }),
    [host],
  );
  const keep = ({ content, format }: Taken, mode: Mode): void => {
    if (content.size === 0) return host.notify("warn", t("Nothing was recorded yet, so nothing is saved. Record for a moment longer."));
    const at = new Date();
    saving.add(FOLDERS[mode], new File([content], nameOf(mode, at, format.extension), { type: content.type, lastModified: at.getTime() }));
  };
  const studio = useMemo(() => new Studio(keep), [host]);
  const root = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const { mode, camera, microphone, format } = readKept(host);
  const attempt = useOpen(host, studio, { mode, camera, microphone });
  const stage = studio.stage.value;
  const recording = studio.recordingSince.value !== null;

  const complain = (reason: unknown): void => host.notify("bad", explain(reason));
  const act = (): void => {
    if (recording) studio.finish();
    else if (mode !== "photo") studio.record(mode).catch(complain);
    else if (video.current) studio.shoot(video.current, format).then((taken) => keep(taken, "photo"), complain);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== " " || event.target !== root.current) return; // a button has its own
    event.preventDefault();
    act();
  };
  useEffect(() => {
    if (host.focused.value && !root.current?.contains(document.activeElement)) root.current?.focus();
  }, [host.focused.value]);

  return (
    <div ref={root} class="camera" tabIndex={-1} onKeyDown={press}>
      <Tabs name={t("What to take")} tabs={MODES.map(({ id, label }) => ({ id, label: tell(label) }))} current={mode} onTab={(id) => host.keep({ mode: id })}>
        <div class={`camera-stage ${mode}`}>
          {stage.at === "asking" && <Spinner name={t("Waiting for the camera or microphone")} />}
          {stage.at === "trouble" && (
            <EmptyState
              icon={CameraOff}
              title={tell(stage.trouble.title)}
              action={
                <Button look="primary" icon={RefreshCw} onClick={attempt}>
                  {t("Try again")}
                </Button>
              }
            >
              {tell(stage.trouble.advice)}
            </EmptyState>
          )}
          {stage.at === "live" && mode !== "sound" && <Picture key={stage.stream.id} stream={stage.stream} mirrored={stage.mirrored} video={video} />}
          {stage.at === "live" && mode !== "photo" && !stage.silent && <LevelMeter key={stage.stream.id} stream={stage.stream} large={mode === "sound"} />}
        </div>
        {stage.at === "live" && mode === "video" && stage.silent && <Notice tone="warn">{t("Without sound: no microphone is there, or allowed.")}</Notice>}
        <Controls host={host} studio={studio} mode={mode} camera={camera} microphone={microphone} format={format} onAct={act} />
      </Tabs>
      <Strip host={host} mode={mode} saving={saving} saved={saved} />
    </div>
  );
}

function readKept({ state }: Host): { readonly mode: Mode; readonly camera: string; readonly microphone: string; readonly format: PhotoFormat } {
  const { mode, camera, microphone, format } = state.value;
  return { mode: readMode(mode), camera: typeof camera === "string" ? camera : "", microphone: typeof microphone === "string" ? microphone : "", format: format === "png" ? "png" : "jpeg" };
}

/** The devices are on while the window is seen, and what is recorded when it is not any more is ended and kept. Answers how to ask anew. */
function useOpen(host: Host, studio: Studio, { mode, camera, microphone }: { readonly mode: Mode; readonly camera: string; readonly microphone: string }): () => void {
  const [times, setTimes] = useState(0);
  const visible = host.visible.value;
  useEffect(() => studio.watch(), [studio]);
  useEffect(() => {
    if (!visible) return undefined;
    void studio.open({ mode, camera, microphone });
    return () => {
      if (studio.recordingSince.peek() !== null) host.notify("idle", t("The recording has ended, and is being saved."));
      studio.close();
    };
  }, [studio, visible, mode, mode === "sound" ? "" : camera, mode === "photo" ? "" : microphone, times]);
  return () => setTimes((before) => before + 1);
}

interface PictureProps {
  readonly stream: MediaStream;
  readonly mirrored: boolean;
  readonly video: { current: HTMLVideoElement | null };
}

/** What the camera sees; mirrored where people see themselves, though it is kept as others see it. */
function Picture({ stream, mirrored, video }: PictureProps): JSX.Element {
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    void element.play().catch(() => undefined); // it is let go of already
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return <video ref={video} class={mirrored ? "mirrored" : ""} muted playsInline aria-label={t("What the camera sees")} />;
}
