// Where one is, as a row of buttons; a click beside them makes it a field to type in.

import { ChevronRight } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { showEnd } from "../../kit/direction";
import { t } from "../../languages/say";
import { DropTarget } from "../../shell/file-work/drop-target";
import { pathAsTyped, typedPath } from "./paths";
import type { View } from "./view";

export function Crumbs({ view }: { readonly view: View }): JSX.Element {
  const typing = view.typing.value;
  const type = (): void => void (view.typing.value = true);
  const path = view.path.value;
  const row = useRef<HTMLOListElement>(null);
  useEffect(() => void (row.current && showEnd(row.current)), [path, typing]);
  if (typing) return <PathField view={view} onClose={() => (view.typing.value = false)} />;
  const all = view.crumbs(path);
  return (
    <nav class="crumbs" aria-label={t("Path")} onDblClick={type} onClick={(event) => event.target === row.current && type()}>
      <ol ref={row}>
        {all.map((crumb, at) => (
          <li key={crumb.path}>
            {at > 0 && <ChevronRight size={14} aria-hidden />}
            <DropTarget work={view.shared} into={crumb.path}>
              {(over) => (
                <button type="button" class={over ? "over" : ""} {...(at === all.length - 1 ? { "aria-current": "page" as const } : {})} onClick={() => view.go(crumb.path)}>
                  <bdi>{crumb.name}</bdi>
                </button>
              )}
            </DropTarget>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function PathField({ view, onClose }: { readonly view: View; readonly onClose: () => void }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const here = view.path.peek();
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <input
      ref={field}
      class="path-field"
      dir="ltr"
      type="text"
      aria-label={t("Path to go to")}
      spellcheck={false}
      autocomplete="off"
      value={pathAsTyped(here)}
      onBlur={onClose}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Escape" && event.key !== "Enter") return;
        const path = typedPath(event.currentTarget.value, here, view.shared.home);
        onClose();
        view.focusList();
        if (event.key === "Enter" && path !== here) view.go(path);
      }}
    />
  );
}
