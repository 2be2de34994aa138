// A picture that is being changed: turned, mirrored, cut, made smaller or larger, lit. The picture itself stays as it is until somebody saves.

import { FlipHorizontal2, FlipVertical2, Redo2, RotateCcw, RotateCw, Save, SlidersHorizontal, Undo2 } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { parentOf } from "../../core/file-paths";
import { Button, IconButton } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { Adjust } from "./adjust";
import { draw, formatOf, QUALITY, type Format } from "./copy";
import { beginning, filterOf, flipped, framed, isChanged, sizeOf, turned, type Edits } from "./edits";
import { Frame } from "./frame";
import { History } from "./history";
import { SaveDialog } from "./save-dialog";
import { replace } from "./saving";
import { fitScale, lying, type Size } from "./sight";

interface EditProps {
  readonly host: Host;
  readonly entry: FileEntry;
  readonly picture: Size;
  readonly turns: number; // as it is looked at
  readonly onSaved: (saved: FileEntry, said: string) => void;
  readonly onClose: () => void;
}

const MARGIN = 24; // pixels around it, for fingers on the handles

export function Edit({ host, entry, picture, turns, onSaved, onClose }: EditProps): JSX.Element {
  const image = useRef<HTMLImageElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const [adjusting, setAdjusting] = useState(!host.compact.peek());
  const [copying, setCopying] = useState(false);
  const history = useMemo(() => new History<Edits>(beginning(turns)), [entry.id]);
  useEffect(() => root.current?.focus(), []);
  const { busy, error, save } = useSaving(host, entry, onSaved);
  const edits = history.now.value;
  const drawn = (format: Format, quality: number): Promise<Blob> => (image.current ? draw(image.current, history.now.peek(), format, quality) : Promise.reject(new Error(entry.name)));
  const format = formatOf(entry.name);
  const mayWrite = format !== null && (entry.mode === undefined || entry.mode === "write" || entry.mode === "manage");
  const size = sizeOf(edits, picture);

  return (
    <div ref={root} class="edit" tabIndex={-1} onKeyDown={(event) => press(event, history)}>
      <div class="viewer-toolbar" role="toolbar" aria-label={t("Edit")}>
        <Button look="quiet" onClick={onClose}>
          {t("Cancel")}
        </Button>
        <IconButton name={t("Undo")} icon={Undo2} disabled={!history.canUndo.value} onClick={history.undo} />
        <IconButton name={t("Redo")} icon={Redo2} disabled={!history.canRedo.value} onClick={history.redo} />
        <span class="gap" />
        <Ways history={history} />
        <IconButton name={t("Adjust")} icon={SlidersHorizontal} aria-pressed={adjusting} onClick={() => setAdjusting(!adjusting)} />
        <span class="gap" />
        {mayWrite && (
          <Button icon={Save} busy={busy} disabled={!isChanged(edits, beginning(0))} onClick={() => save(() => drawn(format, QUALITY))}>
            {t("Save")}
          </Button>
        )}
        <Button look="primary" onClick={() => setCopying(true)}>
          {t("Save a copy…")}
        </Button>
      </div>
      {error && <Notice tone="bad">{t("It could not be saved: {why}", { why: error })}</Notice>}
      <div class="edit-middle">
        <Stage host={host} entry={entry} picture={picture} history={history} image={image} />
        {adjusting && <Adjust history={history} picture={picture} />}
      </div>
      <p class="viewer-status">
        <span role="status">
          {size.width} × {size.height}
        </span>
        <span />
        <span>{t("The picture stays as it is until you save")}</span>
      </p>
      {copying && (
        <SaveDialog
          name={entry.name}
          save={async (name, as, quality) => host.api.files.add(`${parentOf(entry.path) ?? ""}/${name}`, await drawn(as, quality))}
          onSaved={(copy) => onSaved(copy, t("Saved as {name}.", { name: copy.name }))}
          onClose={() => setCopying(false)}
        />
      )}
    </div>
  );
}

function Ways({ history }: { readonly history: History<Edits> }): JSX.Element {
  const step = (next: (edits: Edits) => Edits) => () => history.change(next(history.now.peek()), null);
  return (
    <>
      <IconButton name={t("Turn left")} icon={RotateCcw} onClick={step((edits) => turned(edits, -1))} />
      <IconButton name={t("Turn right")} icon={RotateCw} onClick={step((edits) => turned(edits, 1))} />
      <IconButton name={t("Mirror left and right")} icon={FlipVertical2} onClick={step((edits) => flipped(edits, "across"))} />
      <IconButton name={t("Mirror top and bottom")} icon={FlipHorizontal2} onClick={step((edits) => flipped(edits, "down"))} />
    </>
  );
}

interface StageProps extends Pick<EditProps, "host" | "entry" | "picture"> {
  readonly history: History<Edits>;
  readonly image: { current: HTMLImageElement | null };
}

function Stage({ host, entry, picture, history, image }: StageProps): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const box = useBox(stage);
  const { turns, mirrored, crop, light } = history.now.value;
  const scale = fitScale({ picture, box }, turns);
  const lies = lying(picture, turns);
  const transform = `translate(-50%, -50%) scaleX(${mirrored ? -1 : 1}) rotate(${turns * 90}deg)`;
  return (
    <div ref={stage} class="viewer-stage edit-stage">
      <div class="edit-picture" style={{ width: `${lies.width * scale}px`, height: `${lies.height * scale}px` }} onPointerUp={() => history.rest()}>
        <img
          ref={image}
          src={host.api.files.contentUrl(entry)}
          alt={entry.name}
          draggable={false}
          style={{ width: `${picture.width * scale}px`, height: `${picture.height * scale}px`, transform, filter: filterOf(light) }}
        />
        <Frame crop={crop} onCrop={(next) => history.change(framed(history.now.peek(), next), "frame")} />
      </div>
    </div>
  );
}

/** In place of what is there. */
function useSaving(host: Host, entry: FileEntry, onSaved: EditProps["onSaved"]) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = (draw: () => Promise<Blob>): void => {
    setBusy(true);
    setError(null);
    draw()
      .then((content) => replace(host.api.files, entry, content))
      .then(
        ({ entry: saved, kept }) => onSaved(saved, kept ? t("Saved. What it was is kept as {name}.", { name: kept.name }) : t("Saved. What it was is among its versions.")),
        (reason: unknown) => {
          setError(explain(reason));
          setBusy(false);
        },
      );
  };
  return { busy, error, save };
}

function press(event: KeyboardEvent, history: History<Edits>): void {
  if (event.target instanceof HTMLInputElement && event.target.type === "number") return; // a field takes back what is typed in it
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
  event.preventDefault();
  event.stopPropagation();
  if (key === "y" || event.shiftKey) history.redo();
  else history.undo();
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
