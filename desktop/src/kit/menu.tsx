// Menus as popovers: they close by themselves on Escape and on a click elsewhere; arrow keys walk, letters are left to the page.

import type { LucideIcon } from "lucide-preact";
import { Check } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { describe } from "../core/keymap";
import { fromRight } from "./direction";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon | undefined;
  readonly shortcut?: string | undefined;
  readonly danger?: boolean | undefined;
  readonly disabled?: boolean | undefined; // shown, and cannot be chosen now
  readonly checked?: boolean | undefined; // given: one of several choices
  readonly onSelect: () => void;
}

export interface MenuProps {
  readonly name: string;
  readonly groups: readonly (readonly MenuItem[])[];
  readonly heading?: string;
  readonly anchor: DOMRect | DOMPoint; // opens below or above this
  readonly beside?: boolean; // on the side of the anchor that has more room, as from a bar that stands upright
  readonly onClose: () => void;
}

const MARGIN = 8;

export function Menu({ name, groups, heading, anchor, beside = false, onClose }: MenuProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const closing = useRef(onClose);
  closing.current = onClose;

  useLayoutEffect(() => {
    const menu = element.current;
    const opener = document.activeElement;
    menu?.showPopover();
    if (menu) place(menu, anchor, beside);
    items(menu)[0]?.focus();
    return () => {
      if (opener instanceof HTMLElement && (menu?.contains(document.activeElement) || document.activeElement === document.body)) opener.focus();
    };
  }, [anchor]);

  useEffect(() => {
    const menu = element.current;
    const toggled = (event: Event): void => {
      if ((event as ToggleEvent).newState === "closed") closing.current();
    };
    menu?.addEventListener("toggle", toggled);
    return () => menu?.removeEventListener("toggle", toggled);
  }, []);

  const choose = (item: MenuItem): void => {
    element.current?.hidePopover(); // at once: it gives focus back to where it was, and what is chosen may want it elsewhere
    onClose();
    item.onSelect();
  };
  const shown = groups.filter((group) => group.length > 0);
  const signs = shown.some((group) => group.some(({ icon, checked }) => icon !== undefined || checked !== undefined));
  return (
    <div ref={element} class="menu" popover="auto" role="menu" aria-label={name} onKeyDown={(event) => walk(event, element.current, onClose)}>
      {heading && <div class="heading">{heading}</div>}
      {shown.map((group, at) => (
        <div key={at} role="group">
          {at > 0 && <hr />}
          {group.map((item) => (
            <Item key={item.id} item={item} signs={signs} onChoose={() => choose(item)} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface ItemProps {
  readonly item: MenuItem;
  readonly signs: boolean; // whether any item of the menu has one
  readonly onChoose: () => void;
}

function Item({ item, signs, onChoose }: ItemProps): JSX.Element {
  const { icon: Icon, checked } = item;
  return (
    <button
      type="button"
      role={checked === undefined ? "menuitem" : "menuitemradio"}
      {...(checked === undefined ? {} : { "aria-checked": checked })}
      tabIndex={-1}
      disabled={item.disabled ?? false}
      class={item.danger ? "danger" : ""}
      onClick={onChoose}
    >
      {signs && !Icon && checked === undefined && <span class="no-sign" />}
      {checked === undefined ? Icon && <Icon size={16} aria-hidden /> : <Check size={16} aria-hidden style={{ opacity: checked ? 1 : 0 }} />}
      <span>{item.label}</span>
      {item.shortcut && <kbd>{describe(item.shortcut)}</kbd>}
    </button>
  );
}

function items(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)") ?? [])];
}

function walk(event: KeyboardEvent, menu: HTMLElement | null, onClose: () => void): void {
  event.stopPropagation();
  const all = items(menu);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    onClose();
  }
}

/** Under the anchor, or above it where there is no room; wholly on the page. */
function place(menu: HTMLElement, anchor: DOMRect | DOMPoint, beside: boolean): void {
  const { offsetWidth: width, offsetHeight: height } = menu; // not the box on the screen: it is still growing
  const box = anchor instanceof DOMRect ? anchor : new DOMRect(anchor.x, anchor.y, 0, 0);
  const next = box.left < innerWidth / 2 ? box.right + 4 : box.left - 4 - width;
  const below = beside ? box.top : box.bottom + 4;
  const top = below + height > innerHeight - MARGIN ? Math.max(MARGIN, (beside ? box.bottom : box.top - 4) - height) : below;
  const wanted = beside ? next : fromRight() ? box.right - width : box.left;
  const left = Math.max(MARGIN, Math.min(wanted, innerWidth - width - MARGIN));
  menu.style.top = `${Math.round(top)}px`;
  menu.style.left = `${Math.round(left)}px`;
}
