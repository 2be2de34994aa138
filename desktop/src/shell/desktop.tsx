// The desktop: wallpaper, icons, windows, taskbar, and the keys that work everywhere on it.

import { WifiOff } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { actionFor } from "../core/actions";
import { snapRect } from "../core/snaps";
import { ToastRegion } from "../kit/toast";
import { t } from "../languages/say";
import { DESKTOP_ACTIONS } from "./actions";
import { CarriedCard } from "./file-work/carried-card";
import { GuestLeaving } from "./guest-leaving";
import { askByHolding } from "./hold";
import { Surface } from "./icons/surface";
import { Launcher } from "./launcher";
import { LockScreen } from "./lock-screen";
import { keepLook } from "./look-keeper";
import { NoticePanel } from "./notice-panel";
import { OpenWith } from "./open-with";
import { Overview, tileAtKeyboard } from "./overview";
import { sourcesOf } from "./own-picture";
import type { Shell } from "./shell";
import { Shortcuts } from "./shortcuts";
import { Taskbar } from "./taskbar";
import { Tour } from "./tour";
import { OwnWallpaper, Wallpaper } from "./wallpaper";
import { Window } from "./window";
import { WINDOW_ACTIONS } from "./window-actions";
import { WorkspaceTold } from "./workspace-told";

export function Desktop({ shell }: { readonly shell: Shell }): JSX.Element {
  const { desk, keeper } = shell;
  useLayoutEffect(() => keeper.start(), [keeper]);
  useEffect(() => shell.dock.follow(shell.live), [shell]);
  useEffect(() => keepLook(shell.theme, shell.api.kv), [shell]);
  useEffect(() => onLeaving(() => void keeper.flush(true)), [keeper]);
  useEffect(() => askByHolding(), []);
  useEffect(() => shell.centre.start(), [shell.centre]);
  const picture = shell.theme.picture.value;
  const locked = shell.lock.locked.value;
  const window = locked ? undefined : desk.window(desk.focusedId.value ?? -1);
  const front = window && desk.titleOf(window);
  useEffect(() => {
    document.title = front ? `${front} – Ingle` : "Ingle";
  }, [front]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => pressKey(shell, event);
    addEventListener("keydown", press, { capture: true });
    return () => removeEventListener("keydown", press, { capture: true });
  }, [shell]);
  return (
    <div class={locked ? "desktop locked" : "desktop"}>
      <Wallpaper scene={shell.theme.scene.value} />
      {picture !== null && <OwnWallpaper key={picture} sources={sourcesOf(shell.api.files, picture, 2048)} />}
      <Screen shell={shell} />
      <Taskbar shell={shell} />
      <NoticePanel shell={shell} />
      <OpenWith openers={shell.openers} />
      {desk.overview.value ? <Overview shell={shell} /> : <WorkspaceTold shell={shell} />}
      {shell.launcher.value && <Launcher shell={shell} />}
      {shell.sheet.value === "shortcuts" && <Shortcuts apps={desk.own} onClose={() => (shell.sheet.value = null)} />}
      {shell.sheet.value === "tour" && <Tour shell={shell} onClose={() => endTour(shell)} />}
      {shell.sheet.value === "leaving" && <GuestLeaving shell={shell} onClose={() => (shell.sheet.value = null)} />}
      {!shell.online.value && <OfflineNotice />}
      <CarriedCard />
      {locked ? <LockScreen shell={shell} /> : <ToastRegion toasts={shell.toasts} />}
    </div>
  );
}

function Screen({ shell }: { readonly shell: Shell }): JSX.Element {
  const { desk } = shell;
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const screen = element.current;
    if (!screen) return undefined;
    const measure = (): void => void (desk.screen.value = { width: screen.clientWidth, height: screen.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(screen);
    measure();
    return () => observer.disconnect();
  }, [desk]);
  return (
    <main ref={element} class={`screen ${desk.overview.value ? "overviewed" : ""}`} data-screen aria-label={t("Desktop")}>
      <h1 class="visually-hidden">Ingle</h1>
      <Surface shell={shell} />
      <SnapPreview shell={shell} />
      {desk.inOrder.value.map((window) => (
        <Window key={window.id} shell={shell} id={window.id} />
      ))}
    </main>
  );
}

function endTour({ sheet, welcome }: Shell): void {
  sheet.value = null;
  welcome.done();
}

function SnapPreview({ shell: { desk } }: { readonly shell: Shell }): JSX.Element | null {
  const snap = desk.preview.value;
  if (!snap) return null;
  const { x, y, width, height } = snapRect(snap, desk.screen.value);
  const style = { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`, zIndex: desk.desk.value.windows.length };
  return <div class="snap-preview" style={style} />;
}

function OfflineNotice(): JSX.Element {
  return (
    <div class="offline" role="status">
      <WifiOff size={16} aria-hidden />
      <span>{t("Ingle cannot be reached. Trying again…")}</span>
    </div>
  );
}

/** Phones leave a page without saying so: whenever it is not seen any more it may be for good. Answers how to stop. */
function onLeaving(run: () => void): () => void {
  const hide = (): void => void (document.hidden && run());
  document.addEventListener("visibilitychange", hide);
  addEventListener("pagehide", run);
  return () => {
    document.removeEventListener("visibilitychange", hide);
    removeEventListener("pagehide", run);
  };
}

function pressKey(shell: Shell, event: KeyboardEvent): void {
  if (shell.lock.locked.peek()) return;
  const overview = shell.desk.overview.peek();
  const id = overview ? tileAtKeyboard() : shell.desk.focusedId.peek();
  const anywhere = actionFor(DESKTOP_ACTIONS, event, shell);
  const onWindow = id === null ? undefined : actionFor(WINDOW_ACTIONS, event, { shell, id });
  const modal = document.querySelector("dialog:modal") !== null;
  const ours = shell.launcher.peek() || overview;
  if ((!anywhere && !onWindow) || (modal && !ours)) return;
  event.preventDefault();
  event.stopPropagation();
  if (anywhere) anywhere.perform(shell);
  else if (onWindow && id !== null && (!modal || (overview && onWindow.overview))) onWindow.perform({ shell, id });
}
