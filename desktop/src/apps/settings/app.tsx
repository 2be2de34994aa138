// The Settings app: a list of pages, and one of them.

import { ChevronLeft } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { t, tell } from "../../languages/say";
import type { AppProps } from "../../shell/app";
import { Elevation } from "./elevation";
import { Identity } from "./identity";
import { groupsFor, pageOf, type PageGroup } from "./pages";
import { showSingle } from "./show-single";
import "./settings.css";

export function App({ host }: AppProps): JSX.Element {
  const elevation = useMemo(() => new Elevation(), []);
  const groups = groupsFor(host.user.admin);
  const chosen = pageOf(groups, host.state.value["page"]);
  const page = chosen ?? (host.compact.value ? undefined : groups[0]?.pages[0]);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => body.current?.scrollTo(0, 0), [page?.id]);
  const single = host.state.value["single"];
  useEffect(() => (body.current ? showSingle(body.current, single, () => host.keep({ single: null })) : undefined), [host, page?.id, single]);
  return (
    <div class="settings">
      <PageList groups={groups} current={page?.id ?? null} onPage={(id) => host.keep({ page: id, single: null })} />
      {page && (
        <section class="settings-page" aria-label={tell(page.name)}>
          <header>
            <IconButton name={t("All settings")} icon={ChevronLeft} class="back" onClick={() => host.keep({ page: null })} />
            <h2>{tell(page.name)}</h2>
          </header>
          <div class="body" ref={body} tabIndex={-1}>
            <div class="column">
              <page.View key={page.id} host={host} elevation={elevation} />
            </div>
          </div>
        </section>
      )}
      <Identity host={host} elevation={elevation} />
    </div>
  );
}

interface PageListProps {
  readonly groups: readonly PageGroup[];
  readonly current: string | null;
  readonly onPage: (id: string) => void;
}

function PageList({ groups, current, onPage }: PageListProps): JSX.Element {
  return (
    <nav class="settings-list" aria-label={t("Settings")}>
      {groups.map((group) => (
        <section key={group.name}>
          <h3>{tell(group.name)}</h3>
          <ul>
            {group.pages.map(({ id, name, icon: Sign }) => (
              <li key={id}>
                <button type="button" aria-current={id === current ? "page" : undefined} onClick={() => onPage(id)}>
                  <Sign size={17} aria-hidden />
                  <span>{tell(name)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
