// Simple changes of a picture: turned, and the part of it that is kept. They go into a copy; the picture itself stays as it is.

import { RotateCcw, RotateCw, Save } from "lucide-preact";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button, IconButton } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { copyOf, draw } from "./copy";
import { ALL, pixelsOf, turnCrop } from "./crop";
import { Frame } from "./frame";
import { fitScale, lying, type Size } from "./sight";

interface EditProps {
  readonly host: Host;
  readonly entry: FileEntry;
  readonly picture: Size;
  readonly turns: number; // as it is looked at
  readonly onSaved: (copy: FileEntry) => void;
  readonly onClose: () => void;
}

const MARGIN = 24; // pixels around it, for fingers on the handles

export function Edit({ host, entry, picture, turns: first, onSaved, onClose }: EditProps): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const [turns, setTurns] = useState(first);
  const [crop, setCrop] = useState(ALL);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const box = useBox(stage);
  const turned = lying(picture, turns);
  const kept = pixelsOf(crop, turned);
  const scale = fitScale({ picture, box }, turns);

  const turn = (by: 1 | -1): void => {
    setTurns(turns + by);
    setCrop(turnCrop(crop, by));
  };
  const save = async (): Promise<void> => {
    if (!image.current) return;
    setBusy(true);
    setError(null);
    try {
      const { name, type } = copyOf(entry.name);
      const folder = entry.path.slice(0, entry.path.lastIndexOf("/"));
      onSaved(await host.api.files.add(`${folder}/${name}`, await draw(image.current, turns, kept, type)));
    } catch (reason) {
      setError(explain(reason));
      setBusy(false);
    }
  };

  return (
    <>
      <div class="viewer-toolbar" role="toolbar" aria-label={t("Edit")}>
        <Button look="quiet" onClick={onClose}>
          {t("Cancel")}
        </Button>
        <span class="gap" />
        <IconButton name={t("Turn left")} icon={RotateCcw} onClick={() => turn(-1)} />
        <IconButton name={t("Turn right")} icon={RotateCw} onClick={() => turn(1)} />
        <span class="gap" />
        <Button look="primary" icon={Save} busy={busy} onClick={() => void save()}>
          {t("Save a copy")}
        </Button>
      </div>
      {error && <Notice tone="bad">{t("It could not be saved: {why}", { why: error })}</Notice>}
      <div ref={stage} class="viewer-stage edit-stage">
        <div class="edit-picture" style={{ width: `${turned.width * scale}px`, height: `${turned.height * scale}px` }}>
          <img
            ref={image}
            src={host.api.files.contentUrl(entry)}
            alt={entry.name}
            draggable={false}
            style={{ width: `${picture.width * scale}px`, height: `${picture.height * scale}px`, transform: `translate(-50%, -50%) rotate(${turns * 90}deg)` }}
          />
          <Frame crop={crop} onCrop={setCrop} />
        </div>
      </div>
      <p class="viewer-status">
        <span role="status">
          {kept.width} × {kept.height}
        </span>
        <span />
        <span>{t("The picture itself stays as it is")}</span>
      </p>
    </>
  );
}

/** The room for the picture, followed. */
function useBox(stage: { readonly current: HTMLDivElement | null }): Size {
  const [box, setBox] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const measure = (): void => setBox({ width: element.clientWidth - 2 * MARGIN, height: element.clientHeight - 2 * MARGIN });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return box;
}
