// The directories above this one, each as a column beside it: what is chosen in one is what the next shows.

import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { ChevronRight } from "lucide-preact";
import { showEnd } from "../../kit/direction";
import type { FileEntry } from "../../wire/generated";
import { Directory } from "./directory";
import { arrange } from "./order";
import type { Crumb } from "./paths";
import { Picture } from "./picture";
import { useScroll } from "./scroll";
import { sourceOf } from "./shared-with-me";
import type { View } from "./view";
import { partOf, reveal } from "./virtual";

const ROW = 32; // pixels

export function Columns({ view }: { readonly view: View }): JSX.Element | null {
  const strip = useRef<HTMLDivElement>(null);
  const path = view.path.value;
  const all = view.crumbs(path);
  useEffect(() => void (strip.current && showEnd(strip.current)), [path]);
  if (all.length < 2) return null;
  return (
    <div ref={strip} class="files-columns">
      {all.slice(0, -1).map((crumb, at) => (
        <Column key={crumb.path} view={view} crumb={crumb} next={all[at + 1]?.path ?? ""} />
      ))}
    </div>
  );
}

interface ColumnProps {
  readonly view: View;
  readonly crumb: Crumb;
  readonly next: string; // the path of what is open in it
}

function Column({ view, crumb, next }: ColumnProps): JSX.Element {
  const directory = useMemo(() => new Directory(sourceOf(view.shared.stores)), [crumb.path]);
  useEffect(() => {
    void directory.open(crumb.path);
    const stop = view.host.live.listen((fact) => directory.hear(fact));
    return () => {
      stop();
      directory.close();
    };
  }, [directory]);
  const box = useRef<HTMLDivElement>(null);
  const { top, height } = useScroll(box, ROW);
  const entries = arrange(directory.entries.value, view.order.value, view.hidden.value);
  const measures = { count: entries.length, columns: 1, rowHeight: ROW, top, height };
  const part = partOf(measures);
  const at = entries.findIndex((entry) => entry.path === next);
  useEffect(() => {
    if (at >= 0 && box.current) box.current.scrollTop = reveal(at, { ...measures, top: box.current.scrollTop });
  }, [at, height]);
  return (
    <div ref={box} class="files-column" role="group" aria-label={crumb.name}>
      <div style={{ height: `${part.height}px` }}>
        <div style={{ transform: `translateY(${part.above}px)` }}>
          {entries.slice(part.first, part.end).map((entry) => (
            <Row key={entry.id} view={view} entry={entry} open={entry.path === next} into={crumb.path} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({ view, entry, open, into }: { readonly view: View; readonly entry: FileEntry; readonly open: boolean; readonly into: string }): JSX.Element {
  const show = (): void => {
    if (entry.kind === "directory") view.go(entry.path);
    else view.goTo(into, entry);
  };
  return (
    <button type="button" class="files-column-row" aria-current={open} onClick={show}>
      <Picture view={view} entry={entry} size={18} pixels={128} />
      <span>{entry.name}</span>
      {entry.kind === "directory" && <ChevronRight size={14} aria-hidden />}
    </button>
  );
}
