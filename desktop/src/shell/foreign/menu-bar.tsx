// The menus that an app describes: a bar below its title, and one at the pointer.

import type { LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { linesOf, SCOPE, type MenuEntry, type MenuSpec } from "../../core/foreign/menus";
import { Menu, type MenuItem } from "../../kit/menu";
import { t } from "../../languages/say";
import type { Instance } from "./instances";

export function MenuBar({ instance }: { readonly instance: Instance }): JSX.Element | null {
  const [open, setOpen] = useState<{ readonly id: string; readonly at: DOMRect } | null>(null);
  const entries = instance.menu.value.filter((entry) => entry !== null);
  if (entries.length === 0) return null;
  const shown = entries.find((entry) => entry.id === open?.id);
  const press = (entry: MenuEntry, element: HTMLElement): void => {
    if (entry.items.length > 0) setOpen({ id: entry.id, at: element.getBoundingClientRect() });
    else choose(instance, entry);
  };
  return (
    <div class="app-menus" role="toolbar" aria-label={t("Menus of {app}", { app: instance.app.title })}>
      {entries.map((entry) => (
        <button
          key={entry.id}
          type="button"
          disabled={entry.disabled}
          {...(entry.items.length > 0 ? { "aria-haspopup": "menu" as const, "aria-expanded": entry.id === open?.id } : {})}
          onClick={(event) => press(entry, event.currentTarget)}
        >
          {entry.icon && <MenuPicture entry={entry} />}
          {entry.label}
        </button>
      ))}
      {open && shown && <Menu name={shown.label} anchor={open.at} groups={groupsOf(instance, shown.items)} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** Where the pointer is in the app. */
export function AppMenu({ instance, frame }: { readonly instance: Instance; readonly frame: HTMLIFrameElement | null }): JSX.Element | null {
  const menu = instance.contextMenu.value;
  const anchor = useMemo(() => {
    const box = frame?.getBoundingClientRect() ?? new DOMRect();
    const { x, y } = instance.pointer;
    return new DOMPoint(box.x + Math.min(Math.max(0, x), box.width), box.y + Math.min(Math.max(0, y), box.height));
  }, [menu, frame, instance]);
  if (!menu) return null;
  return <Menu name={instance.app.title} anchor={anchor} groups={groupsOf(instance, menu)} onClose={() => (instance.contextMenu.value = null)} />;
}

function groupsOf(instance: Instance, menu: MenuSpec): readonly (readonly MenuItem[])[] {
  return linesOf(menu).map((group) =>
    group.map(({ entry, path }) => ({
      id: path + entry.id,
      label: path,
      ...(entry.icon ? { icon: pictureOf(entry) } : {}),
      disabled: entry.disabled,
      ...(entry.checked === null ? {} : { checked: entry.checked }),
      onSelect: () => choose(instance, entry),
    })),
  );
}

/** Its pictures where the house's own menus have a sign. */
function pictureOf(entry: MenuEntry): LucideIcon {
  return function Picture(): JSX.Element {
    return <MenuPicture entry={entry} />;
  };
}

function MenuPicture({ entry: { icon, iconActive } }: { readonly entry: MenuEntry }): JSX.Element {
  return (
    <span class={iconActive ? "menu-picture two" : "menu-picture"} aria-hidden="true">
      <img src={icon} alt="" draggable={false} />
      {iconActive && <img src={iconActive} alt="" draggable={false} />}
    </span>
  );
}

/** Calls the app's own function by its number. */
function choose(instance: Instance, entry: MenuEntry): void {
  if (entry.action !== null && !entry.disabled) instance.post({ $SCOPE: SCOPE, id: entry.action, args: [] });
}
