// One entry, as an icon or as a row.

import type { JSX } from "preact";
import { formatBytes } from "../../core/units";
import { describeKind, familyOf, iconOf } from "../../shell/kinds";
import type { FileEntry } from "../../wire/generated";
import { formatDate } from "./dates";
import { useDrop } from "./drop-target";
import type { View } from "./view";

interface ItemProps {
  readonly id: string;
  readonly view: View;
  readonly entry: FileEntry;
  readonly position: number;
  readonly of: number;
  readonly onDrag: (event: DragEvent) => void;
}

const LARGEST_PICTURE = 8 * 1024 * 1024; // bytes; larger ones are not fetched only to be shown small

export function Item({ id, view, entry, position, of, onDrag }: ItemProps): JSX.Element {
  const { chosen, focus } = view.selection.value;
  const { over, handlers } = useDrop(view, entry.kind === "directory" && !chosen.has(entry.id) ? entry.path : null);
  const list = view.layout.value === "list";
  const cut = view.shared.operations.clipboard.value;
  const leaving = cut?.how === "cut" && cut.entries.some((one) => one.id === entry.id);
  const compact = view.host.compact.value;
  const classes = ["item", over && "over", leaving && "leaving", focus === entry.id && "focus"].filter(Boolean).join(" ");
  const click = (event: MouseEvent): void => {
    if (compact && !view.picking.peek()) view.open(entry);
    else view.pick(entry.id, event);
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
      onDragStart={onDrag}
      onClick={click}
      onDblClick={() => compact || view.open(entry)}
      {...handlers}
    >
      <Picture view={view} entry={entry} size={list ? 20 : 52} />
      <span class="name">{entry.name}</span>
      {list ? (
        <>
          <span class="cell modified">{formatDate(entry.modified_at)}</span>
          <span class="cell size">{entry.kind === "file" ? formatBytes(entry.size) : ""}</span>
          <span class="cell kind">{describeKind(entry)}</span>
        </>
      ) : (
        <span class="visually-hidden">{describeKind(entry)}</span>
      )}
    </div>
  );
}

function Picture({ view, entry, size }: { readonly view: View; readonly entry: FileEntry; readonly size: number }): JSX.Element {
  const family = familyOf(entry);
  if (family === "image" && size > 24 && entry.size <= LARGEST_PICTURE) {
    return <img class="picture" src={view.host.api.files.url(entry.id)} alt="" loading="lazy" draggable={false} />;
  }
  const Icon = iconOf(entry);
  return (
    <span class={`sign ${family}`}>
      <Icon size={size} strokeWidth={size > 24 ? 1.25 : 1.8} aria-hidden />
    </span>
  );
}
