// One entry, as an icon or as a row.

import type { JSX } from "preact";
import { formatBytes } from "../../core/units";
import { describeKind } from "../../shell/kinds";
import type { FileEntry, TextFound } from "../../wire/generated";
import { formatDate } from "../../shell/dates";
import { take, useDrop } from "../../shell/file-work/drop-target";
import { carryByFinger } from "../../shell/file-work/finger-carry";
import { lettersOf } from "./finding";
import { parentOf } from "../../core/file-paths";
import { Picture } from "./picture";
import type { View } from "./view";

interface ItemProps {
  readonly id: string;
  readonly view: View;
  readonly entry: FileEntry;
  readonly position: number;
  readonly of: number;
}

export function Item({ id, view, entry, position, of }: ItemProps): JSX.Element {
  const { chosen, focus } = view.selection.value;
  const { over, handlers } = useDrop(view.shared, entry.kind === "directory" && !chosen.has(entry.id) ? entry.path : null);
  const layout = view.look.value;
  const said = view.found.value?.texts.get(entry.id);
  const size = { icons: 52, gallery: 72, list: 20, columns: 18 }[layout];
  const cut = view.shared.operations.clipboard.value;
  const leaving = cut?.how === "cut" && cut.entries.some((one) => one.id === entry.id);
  const compact = view.host.compact.value;
  const classes = ["item", over && "over", leaving && "leaving", focus === entry.id && "focus"].filter(Boolean).join(" ");
  const click = (event: MouseEvent): void => {
    if (compact && !view.picking.peek()) view.open(entry);
    else view.pick(entry.id, event);
  };
  const taken = (): readonly FileEntry[] => {
    if (!view.selection.peek().chosen.has(entry.id)) view.choose(entry.id);
    return view.chosen.peek();
  };
  return (
    <div
      id={id}
      class={classes}
      role="option"
      aria-selected={chosen.has(entry.id)}
      aria-posinset={position}
      aria-setsize={of}
      data-entry={entry.id}
      draggable={!compact}
      onDragStart={(event) => take(event, taken())}
      onPointerDown={(press) => carryByFinger(press, view.shared, taken)}
      onClick={click}
      onDblClick={() => compact || view.open(entry)}
      {...handlers}
    >
      <Picture view={view} entry={entry} size={size} pixels={layout === "gallery" ? 256 : 128} />
      <span class="name">
        <bdi>{entry.name}</bdi>
        {said && <Excerpt said={said} />}
      </span>
      {layout === "list" ? (
        <>
          <span class="cell modified">{formatDate(entry.modified_at)}</span>
          <span class="cell size">{entry.kind === "file" ? formatBytes(entry.size) : ""}</span>
          <span class="cell kind">{view.found.value ? whereOf(entry, view) : describeKind(entry)}</span>
        </>
      ) : (
        <span class="visually-hidden">{describeKind(entry)}</span>
      )}
    </div>
  );
}

/** The line that says what was searched for. */
function Excerpt({ said }: { readonly said: TextFound }): JSX.Element {
  return <small class="excerpt" dir="auto">{lettersOf(said).map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}</small>;
}

/** Of what was found: the folder that it is in. */
function whereOf(entry: FileEntry, view: View): string {
  const directory = parentOf(entry.path);
  return directory === null ? "" : view.nameOf(directory);
}
