// One workspace in the overview: a small picture of its windows, and its name.

import { Pencil, Trash2, X } from "lucide-preact";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { isOn, stacked } from "../core/windows";
import { IconButton } from "../kit/button";
import { Menu, type MenuItem } from "../kit/menu";
import { RenameField, type FieldPlace } from "../kit/rename-field";
import { t } from "../languages/say";
import { AppIcon } from "./app-icon";
import type { DeskStore } from "./desk";
import type { Shell } from "./shell";
import { carryWorkspace, placing } from "./workspace-order";

interface CardProps {
  readonly shell: Shell;
  readonly id: number;
  readonly onChoose: () => void;
}

export function WorkspaceCard({ shell: { desk }, id, onChoose }: CardProps): JSX.Element {
  const { workspaces } = desk;
  const card = useRef<HTMLLIElement>(null);
  const picture = useRef<HTMLButtonElement>(null);
  const [menuAt, setMenuAt] = useState<DOMPoint | null>(null);
  const wasCarried = useRef(false);
  const [naming, setNaming] = useState<FieldPlace | null>(null);
  const name = workspaces.nameOf(id);
  const several = workspaces.several.value;
  const current = workspaces.current.value === id;
  const rename = (): void => setNaming(placeOf(card.current));
  const remove = (): void => workspaces.remove(id);
  const menu: readonly MenuItem[] = [
    { id: "rename", label: t("Rename"), icon: Pencil, shortcut: "F2", onSelect: rename },
    ...(several ? [{ id: "remove", label: t("Remove"), icon: Trash2, shortcut: "Delete", danger: true, onSelect: remove }] : []),
  ];
  return (
    <li ref={card} class={["workspace-card", current && "current", desk.carried.value?.over === id && "under"].filter(Boolean).join(" ")} data-berth={id}>
      <button
        ref={picture}
        type="button"
        class="workspace-picture"
        aria-label={t("{name}, {count, plural, =0 {no windows} one {# window} other {# windows}}", { name, count: workspaces.count(id) })}
        aria-current={current}
        onClick={() => (wasCarried.current ? (wasCarried.current = false) : onChoose())}
        onPointerDown={(event) => several && carryWorkspace(workspaces, id, event, () => (wasCarried.current = true))}
        onKeyDown={(event) => {
          if (event.key === "F2") rename();
          const by = placing(event);
          if (by === null) return;
          workspaces.shift(id, by);
          picture.current?.focus(); // it may have been taken out of the page on its way
          event.preventDefault();
          event.stopPropagation();
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenuAt(new DOMPoint(event.clientX, event.clientY));
        }}
      >
        <Miniature desk={desk} id={id} />
      </button>
      <span class="workspace-name" aria-hidden="true" onDblClick={rename}>
        <bdi>{name}</bdi>
      </span>
      {several && <IconButton name={t("Remove {name}", { name })} icon={X} size={14} class="tile-close" onClick={remove} />}
      {naming && (
        <RenameField
          name={name}
          place={naming}
          onEnd={(typed) => {
            setNaming(null);
            picture.current?.focus();
            if (typed && typed !== name) workspaces.rename(id, typed);
          }}
        />
      )}
      {menuAt && <Menu name={name} anchor={menuAt} groups={[menu]} onClose={() => setMenuAt(null)} />}
    </li>
  );
}

/** Over the name, in CSS pixels of the card. */
function placeOf(card: HTMLElement | null): FieldPlace | null {
  const name = card?.querySelector<HTMLElement>(".workspace-name");
  return card && name ? { left: 0, top: name.offsetTop - 2, width: card.offsetWidth } : null;
}

/** Where its windows are, each with the icon of its app. */
function Miniature({ desk, id }: { readonly desk: DeskStore; readonly id: number }): JSX.Element {
  const { width, height } = desk.screen.value;
  const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return (
    <span class="miniature" style={{ aspectRatio: `${width} / ${height}` }}>
      {stacked(desk.desk.value).map((window) => {
        const app = desk.apps.find((one) => one.id === window.app);
        if (!app || window.minimised || !isOn(window, id)) return null;
        const rect = desk.shown(window);
        const place = { left: percent(rect.x, width), top: percent(rect.y, height), width: percent(rect.width, width), height: percent(rect.height, height) };
        return (
          <span key={window.id} class="miniature-window" style={place}>
            <AppIcon app={app} size={18} />
          </span>
        );
      })}
    </span>
  );
}
