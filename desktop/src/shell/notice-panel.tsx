// The bell in the taskbar, and the panel that it opens: quick settings, and what the person has not put away yet.

import { Bell, BellOff, BellRing, Settings2 } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { explain } from "../client/http";
import { Button, IconButton } from "../kit/button";
import { EmptyState, Notice } from "../kit/feedback";
import { t } from "../languages/say";
import { NoticeItem } from "./notice-item";
import { QuickSettings } from "./quick-settings";
import type { Shell } from "./shell";

const PANEL = "notice-panel";
const TELL_TIME_MS = 30_000;

export function NoticeBell({ shell: { centre } }: { readonly shell: Shell }): JSX.Element {
  const { length } = centre.notices.list.value;
  const count = length > 99 || centre.notices.more.value ? "99+" : `${length}`;
  const name = length === 0 ? t("Notifications") : t("Notifications, {count} to look at", { count });
  const Sign = centre.habits.quiet.value ? BellOff : Bell;
  return (
    <button
      type="button"
      class="icon-button taskbar-button bell"
      popovertarget={PANEL}
      aria-label={name}
      title={name}
      aria-haspopup="dialog"
      aria-expanded={centre.open.value}
    >
      <Sign size={21} aria-hidden />
      {length > 0 && (
        <span class="count" aria-hidden="true">
          {count}
        </span>
      )}
    </button>
  );
}

export function NoticePanel({ shell }: { readonly shell: Shell }): JSX.Element {
  const { centre } = shell;
  const element = useRef<HTMLDivElement>(null);
  const open = centre.open.value;
  useEffect(() => {
    const panel = element.current;
    const toggled = (event: Event): void => {
      centre.open.value = (event as ToggleEvent).newState === "open";
    };
    panel?.addEventListener("toggle", toggled);
    return () => {
      panel?.removeEventListener("toggle", toggled);
      centre.open.value = false;
    };
  }, [centre]);
  useLayoutEffect(() => {
    element.current?.togglePopover(open);
    if (open) element.current?.focus();
  }, [open]);
  return (
    <div ref={element} id={PANEL} class="notice-panel" popover="auto" role="dialog" aria-label={t("Notifications and quick settings")} tabIndex={-1}>
      {open && (
        <>
          <QuickSettings shell={shell} />
          <NoticeList shell={shell} onEmptied={() => element.current?.focus()} />
        </>
      )}
    </div>
  );
}

interface NoticeListProps {
  readonly shell: Shell;
  readonly onEmptied: () => void; // the keyboard was at one that is gone
}

function NoticeList({ shell, onEmptied }: NoticeListProps): JSX.Element {
  const { notices } = shell.centre;
  const element = useRef<HTMLUListElement>(null);
  const now = useNow();
  const list = notices.list.value;
  const putAway = (id: string, at: number): void => {
    shell.centre.putAway(id);
    requestAnimationFrame(() => {
      const items = element.current?.children;
      const next = items?.[Math.min(at, items.length - 1)]?.querySelector<HTMLElement>(".icon-button");
      if (next) next.focus();
      else onEmptied();
    });
  };
  const settings = (): void => {
    shell.centre.open.value = false;
    shell.desk.open("settings", { page: "notifications", single: null });
  };
  return (
    <section class="notices" aria-labelledby="notices-title">
      <header>
        <h2 id="notices-title">{t("Notifications")}</h2>
        <IconButton name={t("Settings of notifications")} icon={Settings2} size={16} class="to-settings" onClick={settings} />
        {list.length > 0 && (
          <Button
            look="quiet"
            onClick={() => {
              shell.centre.putAllAway();
              onEmptied();
            }}
          >
            {t("Clear all")}
          </Button>
        )}
      </header>
      {notices.failed.value !== null && <Notice tone="bad">{explain(notices.failed.value)}</Notice>}
      {list.length === 0 && notices.failed.value === null && (
        <EmptyState icon={BellRing} title={t("Nothing new")}>
          {t("What your machines, apps and other people have to tell you is kept here until you clear it.")}
        </EmptyState>
      )}
      <ul ref={element} aria-labelledby="notices-title">
        {list.map((one, at) => (
          <NoticeItem key={one.id} shell={shell} notification={one} now={now} onPutAway={() => putAway(one.id, at)} />
        ))}
      </ul>
      {notices.more.value && <p class="older soft">{t("There are older ones. They come up when you clear these.")}</p>}
    </section>
  );
}

/** The time, for as long as somebody looks. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TELL_TIME_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
