// The windows of an app beside its button in the taskbar, each with a picture: go to one, or close it.

import { X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Size } from "../core/geometry";
import type { WindowState } from "../core/windows";
import { IconButton } from "../kit/button";
import { asRead } from "../kit/direction";
import { t } from "../languages/say";
import type { AppManifest } from "./app";
import type { Peek } from "./peek";
import type { Shell } from "./shell";
import type { Side } from "./theme";
import { WindowPicture } from "./window-picture";

const ROOM: Size = { width: 208, height: 132 }; // CSS pixels of a picture, at most
const MARGIN = 8;

interface PanelProps {
  readonly shell: Shell;
  readonly app: AppManifest;
  readonly peek: Peek;
  readonly held: boolean;
  readonly button: HTMLElement; // of the app
}

export function PeekPanel({ shell: { desk }, shell, app, peek, held, button }: PanelProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const closing = useRef(false); // then the window that comes to the front takes the focus, which is to be here
  const windows = desk.windowsOf(app.id);
  const side = shell.theme.taskbar.value;
  const choose = (id: number): void => {
    peek.close();
    desk.focus(id);
    windowOf(id)?.focus({ preventScroll: true }); // it may have been in front all along, while the keyboard was here
  };
  const back = (): void => {
    peek.close();
    button.focus();
  };
  const close = (id: number): void => {
    const all = choices(element.current);
    const at = windows.findIndex((window) => window.id === id);
    const next = all[at + 1] ?? all[at - 1];
    closing.current = true;
    desk.close(id);
    requestAnimationFrame(() => {
      closing.current = false;
      if (next) next.focus();
      else back();
    });
  };

  useLayoutEffect(() => {
    element.current?.showPopover();
  }, []);
  useLayoutEffect(() => {
    if (element.current) placeBeside(element.current, button, side);
  }, [windows.length, button, side]);
  useEffect(() => {
    const inside = element.current?.contains(document.activeElement) ?? false;
    if (held && !inside) choices(element.current)[0]?.focus();
  }, [held]);
  useEffect(() => {
    const elsewhere = (event: Event): void => {
      const at = event.target as Node;
      if (!closing.current && !element.current?.contains(at) && !button.contains(at)) peek.close();
    };
    addEventListener("pointerdown", elsewhere, { capture: true });
    addEventListener("focusin", elsewhere);
    return () => {
      removeEventListener("pointerdown", elsewhere, { capture: true });
      removeEventListener("focusin", elsewhere);
    };
  }, [peek, button]);

  return (
    <div
      ref={element}
      class="peek"
      popover="manual"
      role="group"
      aria-label={t("Windows of {app}", { app: app.name })}
      onPointerEnter={() => peek.stay()}
      onPointerLeave={() => peek.leave()}
      onFocusCapture={() => peek.hold(app.id)}
      onKeyDown={(event) => walk(event, element.current, { back, close })}
    >
      <ul>
        {windows.map((window) => (
          <PeekedWindow key={window.id} shell={shell} window={window} onChoose={() => choose(window.id)} onClose={() => close(window.id)} />
        ))}
      </ul>
    </div>
  );
}

interface PeekedProps {
  readonly shell: Shell;
  readonly window: WindowState;
  readonly onChoose: () => void;
  readonly onClose: () => void;
}

function PeekedWindow({ shell: { desk }, shell, window, onChoose, onClose }: PeekedProps): JSX.Element {
  const title = desk.titleOf(window);
  const where = desk.isHere(window) ? (window.minimised ? t("Minimised") : "") : desk.workspaces.nameOf(window.workspace ?? 0);
  return (
    <li class={desk.focusedId.value === window.id ? "front" : ""} style={{ width: `${ROOM.width}px` }}>
      <button type="button" class="peeked" data-window={window.id} onClick={onChoose} onAuxClick={(event) => event.button === 1 && onClose()}>
        <bdi>{title}</bdi>
        {where && <small>{where}</small>}
      </button>
      <IconButton name={t("Close {name}", { name: title })} icon={X} size={15} onClick={onClose} />
      <div class="room" style={{ height: `${ROOM.height}px` }}>
        <WindowPicture shell={shell} window={window} room={ROOM} />
      </div>
    </li>
  );
}

const windowOf = (id: number): HTMLElement | null => document.querySelector(`[data-window-body="${id}"]`)?.closest<HTMLElement>(".window") ?? null;

const choices = (panel: HTMLElement | null): HTMLElement[] => [...(panel?.querySelectorAll<HTMLElement>(".peeked") ?? [])];

interface Ways {
  readonly back: () => void;
  readonly close: (id: number) => void;
}

function walk(event: KeyboardEvent, panel: HTMLElement | null, { back, close }: Ways): void {
  const all = choices(panel);
  const at = all.findIndex((one) => one.parentElement?.contains(document.activeElement));
  const here = all[at];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[asRead(event.key)];
  if (event.key === "Escape" || event.key === "ArrowDown" || event.key === "ArrowUp") back();
  else if (step !== undefined) all[(at + step + all.length) % all.length]?.focus();
  else if (event.key === "Delete" && here) close(Number(here.dataset["window"]));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** In the middle beside the button, away from the side where the taskbar is, and wholly on the page. */
function placeBeside(panel: HTMLElement, button: HTMLElement, side: Side): void {
  const over = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const within = (at: number, most: number): number => Math.round(Math.max(MARGIN, Math.min(at, most - MARGIN)));
  const left = { left: over.right + MARGIN, right: over.left - width - MARGIN }[side as string] ?? over.left + (over.width - width) / 2;
  const top = { top: over.bottom + MARGIN, bottom: over.top - height - MARGIN }[side as string] ?? over.top + (over.height - height) / 2;
  panel.style.left = `${within(left, innerWidth - width)}px`;
  panel.style.top = `${within(top, innerHeight - height)}px`;
}
