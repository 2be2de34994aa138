// A picture, as the lens sees it.

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { handle } from "./gestures";
import type { Lens } from "./lens";
import { NoLook } from "./no-look";

interface PictureProps {
  readonly host: Host;
  readonly entry: FileEntry;
  readonly lens: Lens;
  readonly onStep: (by: 1 | -1) => void;
}

const GRAINY = 3; // from here on pixels are shown as squares

type Source = "itself" | "thumbnail" | "none";

export function Picture({ host, entry, lens, onStep }: PictureProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [source, setSource] = useState<Source>("itself");
  const step = useRef(onStep);
  step.current = onStep;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => void (lens.box.value = { width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [lens, source]);
  useEffect(() => (box.current ? handle(box.current, lens, (by) => step.current(by)) : undefined), [lens, source]);

  const style = useComputed(() => {
    const { at, turns } = lens.sight.value;
    const { width, height } = lens.picture.value;
    const scale = lens.scale.value;
    return {
      width: `${width}px`,
      height: `${height}px`,
      transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px) rotate(${turns * 90}deg) scale(${scale})`,
      imageRendering: scale >= GRAINY ? "pixelated" : "auto",
    } as const;
  });
  if (source === "none") return <NoLook host={host} entry={entry} title={t("The browser cannot show this picture")} />;
  const { files } = host.api;
  return (
    <div ref={box} class={`picture-box ${lens.held.value ? "held" : ""} ${lens.larger.value ? "larger" : ""}`}>
      <img
        key={source}
        class={lens.ready.value ? "ready" : ""}
        src={source === "itself" ? files.contentUrl(entry) : files.thumbnailUrl(entry, 512)}
        alt={entry.name}
        decoding="async"
        draggable={false}
        style={style.value}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
          lens.whole.value = source === "itself";
          // A drawing may have no size of its own.
          lens.picture.value = naturalWidth > 0 ? { width: naturalWidth, height: naturalHeight } : lens.box.peek();
        }}
        onError={() => setSource(source === "itself" ? "thumbnail" : "none")}
      />
      {!lens.ready.value && <Spinner name={t("Loading")} />}
      {source === "thumbnail" && lens.ready.value && <p class="picture-note">{t("A small preview: the browser cannot show this kind of picture.")}</p>}
    </div>
  );
}

/** What is probably looked at next is there by then. */
export function useAhead(host: Host, entries: readonly (FileEntry | null)[]): void {
  const ids = entries.map((entry) => entry?.id).join();
  useEffect(() => {
    const ahead = entries.filter((entry): entry is FileEntry => entry !== null && entry.size <= LARGEST_AHEAD);
    const images = ahead.map((entry) => Object.assign(new Image(), { src: host.api.files.contentUrl(entry) }));
    return () => images.forEach((image) => (image.src = ""));
  }, [ids]);
}

const LARGEST_AHEAD = 16 * 1024 * 1024; // bytes
