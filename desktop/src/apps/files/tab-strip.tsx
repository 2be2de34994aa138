// The directories that are open in this window, when there are several.

import { CopyX, Plus, X } from "lucide-preact";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { asRead } from "../../kit/direction";
import { Menu } from "../../kit/menu";
import { t } from "../../languages/say";
import { DropTarget } from "../../shell/file-work/drop-target";
import type { Tabs } from "./tabs";

export function TabStrip({ tabs }: { readonly tabs: Tabs }): JSX.Element | null {
  const strip = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<{ readonly id: number; readonly name: string; readonly at: DOMPoint } | null>(null);
  const all = tabs.list.value;
  const current = tabs.current.value;
  if (all.length < 2) return null;
  const walk = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1 as const, ArrowLeft: -1 as const }[asRead(event.key)];
    if (by) tabs.step(by);
    else if (event.key === "Delete") tabs.close(current);
    else return;
    event.stopPropagation();
    requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };
  return (
    <div class="tab-strip files-tabs">
      <div ref={strip} class="tabs-shown" role="tablist" aria-label={t("Open folders")} onKeyDown={walk}>
        {all.map(({ id, view }) => (
          <DropTarget key={id} work={view.shared} into={view.writable.value ? view.path.value : null}>
            {(over) => (
              <div class={`tab ${id === current ? "current" : ""} ${over ? "over" : ""}`} role="presentation">
                <button
                  type="button"
                  role="tab"
                  aria-selected={id === current}
                  tabIndex={id === current ? 0 : -1}
                  title={view.path.value}
                  onClick={() => tabs.show(id)}
                  onContextMenu={(event) => {
                    event.preventDefault();
                    const { left, bottom } = event.currentTarget.getBoundingClientRect();
                    setMenu({ id, name: view.name.peek(), at: event.clientX > 0 ? new DOMPoint(event.clientX, event.clientY) : new DOMPoint(left, bottom) });
                  }}
                  onAuxClick={(event) => void (event.button === 1 && tabs.close(id))}
                >
                  <bdi>{view.name.value}</bdi>
                </button>
                <IconButton name={t("Close {name}", { name: view.name.value })} icon={X} size={13} tabIndex={-1} onClick={() => tabs.close(id)} />
              </div>
            )}
          </DropTarget>
        ))}
      </div>
      <IconButton name={t("New tab")} icon={Plus} size={15} onClick={() => tabs.open(all.find((tab) => tab.id === current)?.view.path.peek() ?? "~")} />
      {menu && (
        <Menu
          name={menu.name}
          anchor={menu.at}
          groups={[
            [
              { id: "close", label: t("Close the tab"), icon: X, onSelect: () => tabs.close(menu.id) },
              { id: "close-others", label: t("Close the other tabs"), icon: CopyX, onSelect: () => tabs.closeOthers(menu.id) },
            ],
          ]}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
