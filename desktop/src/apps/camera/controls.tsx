// The button that takes it, how long it has been going on, and which devices are used.

import { Circle, Square } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { formatClock, type Mode, type PhotoFormat } from "./modes";
import type { Studio } from "./studio";

export interface ControlsProps {
  readonly host: Host;
  readonly studio: Studio;
  readonly mode: Mode;
  readonly camera: string;
  readonly microphone: string;
  readonly format: PhotoFormat;
  readonly onAct: () => void;
}

export function Controls({ host, studio, mode, camera, microphone, format, onAct }: ControlsProps): JSX.Element {
  const since = studio.recordingSince.value;
  const live = studio.stage.value.at === "live";
  const name = since !== null ? t("Stop and save") : { photo: t("Take a photo"), video: t("Record a video"), sound: t("Record sound") }[mode];
  const devices = studio.devices.value;
  const locked = since !== null;
  return (
    <div class="camera-bar">
      <div class="camera-choices">
        {mode !== "sound" && <Devices label={t("Camera||the device")} kind="videoinput" devices={devices} value={camera} disabled={locked} onChoice={(id) => host.keep({ camera: id })} />}
        {mode !== "photo" && <Devices label={t("Microphone")} kind="audioinput" devices={devices} value={microphone} disabled={locked} onChoice={(id) => host.keep({ microphone: id })} />}
        {mode === "photo" && (
          <select class="input format" aria-label={t("Format of photos")} value={format} onChange={(event) => host.keep({ format: event.currentTarget.value })}>
            <option value="jpeg">JPEG</option>
            <option value="png">PNG</option>
          </select>
        )}
      </div>
      <button type="button" class={`camera-shutter ${mode} ${locked ? "recording" : ""}`} aria-label={name} title={name} disabled={!live} onClick={onAct}>
        {locked ? <Square size={22} fill="currentcolor" aria-hidden /> : <Circle size={30} fill="currentcolor" aria-hidden />}
      </button>
      <div class="camera-time">{since !== null && <Clock since={since} bytes={studio.recordedBytes.value} />}</div>
    </div>
  );
}

const EACH_MS = 250;

function Clock({ since, bytes }: { readonly since: number; readonly bytes: number }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EACH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" aria-label={t("Recorded so far")}>
      <i aria-hidden="true" />
      {formatClock((now - since) / 1000)}
      {bytes > 0 && <small>{formatBytes(bytes)}</small>}
    </span>
  );
}

interface DevicesProps {
  readonly label: string;
  readonly kind: MediaDeviceKind;
  readonly devices: readonly MediaDeviceInfo[];
  readonly value: string;
  readonly disabled: boolean;
  readonly onChoice: (id: string) => void;
}

/** Where there is nothing to choose nothing is asked. */
function Devices({ label, kind, devices, value, disabled, onChoice }: DevicesProps): JSX.Element | null {
  const own = devices.filter((device) => device.kind === kind);
  if (own.length < 2) return null;
  const current = own.some(({ deviceId }) => deviceId === value) ? value : (own[0]?.deviceId ?? "");
  return (
    <select class="input" aria-label={label} value={current} disabled={disabled} onChange={(event) => onChoice(event.currentTarget.value)}>
      {own.map(({ deviceId, label: name }, at) => (
        <option key={deviceId} value={deviceId}>
          {name || `${label} ${at + 1}`}
        </option>
      ))}
    </select>
  );
}
