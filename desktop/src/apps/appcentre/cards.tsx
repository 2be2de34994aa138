// Apps as cards: what each is called, who made it, what it is for.

import { Check } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useId, useMemo } from "preact/hooks";
import { t } from "../../languages/say";
import { AppIcon } from "../../shell/app-icon";
import type { AppManifest } from "../../shell/app";
import { lookOf } from "../../shell/foreign/manifest";
import type { App } from "../../wire/generated";

export function AppSign({ app, size }: { readonly app: App; readonly size: number }): JSX.Element {
  const look = useMemo(() => lookOf(app), [app.id, app.icon, app.updated_at]);
  return <AppIcon app={look} size={size} />;
}

export interface ShelfProps {
  readonly title: string;
  readonly apps: readonly App[];
  readonly onApp: (id: string) => void;
}

export function Shelf({ title, apps, onApp }: ShelfProps): JSX.Element | null {
  if (apps.length === 0) return null;
  return (
    <Cards title={title}>
      {apps.map((app) => (
        <li key={app.id}>
          <button type="button" class="app-card" onClick={() => onApp(app.id)}>
            <AppSign app={app} size={46} />
            <span class="said">
              <strong>{app.title}</strong>
              <span class="soft">{app.description || (app.maker ? t("by {name}", { name: app.maker }) : app.name)}</span>
            </span>
            {(app.installed || app.mine) && (
              <span class="have" title={t("On your desktop")}>
                <Check size={16} aria-label={t("On your desktop")} role="img" />
              </span>
            )}
          </button>
        </li>
      ))}
    </Cards>
  );
}

/** Those that come with the desktop: there is nothing to decide about them. */
export function OwnShelf({ apps, onOpen }: { readonly apps: readonly AppManifest[]; readonly onOpen: (id: string) => void }): JSX.Element {
  return (
    <Cards title={t("Part of the desktop")}>
      {apps.map((app) => (
        <li key={app.id}>
          <button type="button" class="app-card" aria-label={t("Open {name}", { name: app.name })} onClick={() => onOpen(app.id)}>
            <AppIcon app={app} size={46} />
            <span class="said">
              <strong>{app.name}</strong>
              <span class="soft">{app.about}</span>
            </span>
          </button>
        </li>
      ))}
    </Cards>
  );
}

function Cards({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  const id = useId();
  return (
    <section class="app-shelf" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
