// The things in the Desktop folder as icons on the desktop.

import type { JSX, RefObject } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { actionFor } from "../../core/actions";
import { Letters, only, typed } from "../../core/selection";
import { towards, type Arrow } from "../../core/tiles";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { describeKind, familyOf, iconOf } from "../kinds";
import { useDrop } from "../file-work/drop-target";
import { ShareDialog } from "../sharing/share-dialog";
import { ICONS_ACTIONS } from "./actions";
import { EntryFacts } from "./facts";
import { directionOf } from "./direction-of";
import type { IconDrag } from "./icon-drag";
import type { Icons } from "./icons";
import { RenameIcon } from "./rename-icon";

const LARGEST_PICTURE = 8 * 1024 * 1024; // bytes; larger ones are not fetched only to be shown small

export function DesktopFiles({ icons, drag }: { readonly icons: Icons; readonly drag: IconDrag }): JSX.Element | null {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const key = useKeys(icons, list);
  const { focus } = icons.selection.value;
  const shown = icons.shown.value;
  const renamed = shown.find((entry) => entry.id === icons.renaming.value);
  const asked = icons.asked.value;
  const shared = icons.sharing.value;
  if (shown.length === 0) return null;
  return (
    <>
      <div
        ref={list}
        class="desktop-files"
        role="listbox"
        tabIndex={0}
        aria-label={t("On the desktop")}
        aria-multiselectable="true"
        aria-activedescendant={focus === null ? undefined : `${id}-${focus}`}
        onKeyDown={key}
      >
        {shown.map((entry) => (
          <Icon key={entry.id} id={`${id}-${entry.id}`} icons={icons} drag={drag} entry={entry} />
        ))}
      </div>
      {renamed && (
        <RenameIcon
          key={renamed.id}
          name={renamed.name}
          iconId={`${id}-${renamed.id}`}
          onEnd={(name) => {
            icons.renaming.value = null;
            list.current?.focus();
            if (name) void icons.rename(renamed, name);
          }}
        />
      )}
      {shared && <ShareDialog key={shared.id} host={{ api: icons.shell.api, live: icons.shell.live, notify: icons.shell.toasts.show }} entry={shared} onClose={() => (icons.sharing.value = null)} />}
      {asked && <EntryFacts entry={asked} onClose={() => (icons.asked.value = null)} />}
    </>
  );
}

interface IconProps {
  readonly id: string;
  readonly icons: Icons;
  readonly drag: IconDrag;
  readonly entry: FileEntry;
}

function Icon({ id, icons, drag, entry }: IconProps): JSX.Element {
  const { chosen, focus } = icons.selection.value;
  const compact = icons.shell.theme.compact.value;
  const drop = useDrop(icons.work, entry.kind === "directory" && !chosen.has(entry.id) ? entry.path : null);
  const held = icons.work.operations.clipboard.value;
  const leaving = held?.how === "cut" && held.entries.some((one) => one.id === entry.id);
  const classes = ["desktop-icon", focus === entry.id && "focus", drop.over && "over", leaving && "leaving"].filter(Boolean).join(" ");
  return (
    <div
      id={id}
      class={classes}
      role="option"
      aria-selected={chosen.has(entry.id)}
      data-entry={entry.id}
      {...(compact ? {} : { style: { ...icons.placing.styleOf(entry.id), transform: drag.transformOf(entry.id) }, onPointerDown: (event) => drag.begin(() => icons.taken(entry.id), event) })}
      onClick={(event) => !drag.wasDragged() && (compact || isTouch(event) ? icons.open([entry]) : icons.pick(entry.id, event))}
      onDblClick={(event) => compact || isTouch(event) || icons.open([entry])}
      {...drop.handlers}
    >
      <Picture icons={icons} entry={entry} />
      <span class="name">
        <bdi>{entry.name}</bdi>
      </span>
      <span class="visually-hidden">{describeKind(entry)}</span>
    </div>
  );
}

/** A finger opens by one tap, and chooses by its menu. */
const isTouch = (event: MouseEvent): boolean => event instanceof PointerEvent && event.pointerType === "touch";

function Picture({ icons, entry }: { readonly icons: Icons; readonly entry: FileEntry }): JSX.Element {
  const { files } = icons.shell.api;
  const family = familyOf(entry);
  const etag = entry.etag ?? "";
  const [broken, setBroken] = useState<readonly string[]>([]); // what cannot be had, or drawn
  const whole = entry.size <= LARGEST_PICTURE ? [files.contentUrl(entry)] : [];
  const source = family === "image" ? [files.thumbnail(entry.id, 256, etag), ...whole].find((url) => !broken.includes(url)) : undefined;
  if (source !== undefined) {
    return <img key={source} class="entry-picture" src={source} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBroken([...broken, source])} />;
  }
  const Sign = iconOf(entry);
  return (
    <span class={`sign entry-sign ${family}`}>
      <Sign size={32} strokeWidth={1.4} aria-hidden />
    </span>
  );
}

/** Arrow keys go by where icons are, letters find by name, everything else is an action's shortcut. */
function useKeys(icons: Icons, list: RefObject<HTMLElement>): (event: KeyboardEvent) => void {
  const letters = useRef(new Letters());
  return (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const action = actionFor(ICONS_ACTIONS, event, icons);
    const direction = directionOf(event);
    if (direction && icons.selection.peek().focus !== null) icons.placing.step(icons.selection.peek().focus ?? "", direction);
    else if (plain && event.key.startsWith("Arrow")) walk(icons, list.current, event);
    else if (action) action.perform(icons);
    else if (plain && event.key.length === 1) {
      const found = typed(icons.selection.peek(), letters.current.add(event.key, event.timeStamp), icons.shown.peek());
      if (found !== null) icons.selection.value = only(found);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function walk(icons: Icons, list: HTMLElement | null, event: KeyboardEvent): void {
  const options = [...(list?.querySelectorAll<HTMLElement>("[data-entry]") ?? [])];
  const at = options.findIndex((option) => option.dataset["entry"] === icons.selection.peek().focus);
  const next = at < 0 ? 0 : towards(event.key as Arrow, at, options.map((option) => option.getBoundingClientRect()));
  const found = options[next]?.dataset["entry"];
  if (found === undefined) return;
  icons.pick(found, { shiftKey: event.shiftKey, ctrlKey: false, metaKey: false });
  options[next]?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
