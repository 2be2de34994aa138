// The frame over a picture: its handles follow pointers and arrow keys.

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t, tell } from "../../languages/say";
import { dragCrop, HANDLES, moveCrop, type Crop, type Handle } from "./crop";

interface FrameProps {
  readonly crop: Crop;
  readonly onCrop: (crop: Crop) => void;
}

type Change = (crop: Crop, dx: number, dy: number) => Crop;

const STEP = 0.01; // of the picture, for each press of an arrow key
const KEYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function Frame({ crop, onCrop }: FrameProps): JSX.Element {
  const percent = (share: number): string => `${share * 100}%`;
  const style = { left: percent(crop.x), top: percent(crop.y), width: percent(crop.width), height: percent(crop.height) };
  return (
    <>
      <div class="frame-shade" aria-hidden="true">
        <div style={style} />
      </div>
      <div class="frame" style={style}>
        <Grip name={t("Move the frame")} class="frame-inside" change={moveCrop} crop={crop} onCrop={onCrop} />
        {HANDLES.map((handle) => (
          <Grip
            key={handle.name}
            name={tell(handle.name)}
            class={`handle ${handle.across && handle.down ? "corner" : ""}`}
            style={{ left: percent((handle.across + 1) / 2), top: percent((handle.down + 1) / 2), cursor: cursorOf(handle) }}
            change={(before, dx, dy) => dragCrop(before, handle, dx, dy)}
            crop={crop}
            onCrop={onCrop}
          />
        ))}
      </div>
    </>
  );
}

interface GripProps extends FrameProps {
  readonly name: string;
  readonly class: string;
  readonly style?: JSX.CSSProperties;
  readonly change: Change;
}

function Grip({ name, class: look, style, change, crop, onCrop }: GripProps): JSX.Element {
  const began = useRef<{ readonly x: number; readonly y: number; readonly crop: Crop } | null>(null);
  const drag = ({ currentTarget, clientX, clientY }: JSX.TargetedPointerEvent<HTMLButtonElement>): void => {
    const picture = currentTarget.closest(".edit-picture")?.getBoundingClientRect();
    const { current: from } = began;
    if (picture && from) onCrop(change(from.crop, (clientX - from.x) / picture.width, (clientY - from.y) / picture.height));
  };
  return (
    <button
      type="button"
      class={look}
      aria-label={name}
      title={look === "frame-inside" ? undefined : name}
      style={style}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        began.current = { x: event.clientX, y: event.clientY, crop };
      }}
      onPointerMove={drag}
      onLostPointerCapture={() => (began.current = null)}
      onKeyDown={(event) => {
        const way = KEYS[event.key];
        if (!way) return;
        event.preventDefault();
        event.stopPropagation();
        onCrop(change(crop, way[0] * STEP, way[1] * STEP));
      }}
    />
  );
}

function cursorOf({ across, down }: Handle): string {
  if (across === 0) return "ns-resize";
  if (down === 0) return "ew-resize";
  return across === down ? "nwse-resize" : "nesw-resize";
}
