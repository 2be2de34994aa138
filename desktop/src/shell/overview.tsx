// All windows of a workspace side by side, the minimised too: choose one with a click, arrows and Enter, close some, or carry them to another workspace. The windows
// themselves lie below, made small by window.tsx; here is what can be pressed.

import { X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { towards, type Arrow, type Tile } from "../core/tiles";
import type { WindowState } from "../core/windows";
import { IconButton } from "../kit/button";
import { Menu, type MenuItem } from "../kit/menu";
import { t } from "../languages/say";
import { AppIcon } from "./app-icon";
import { carryWindow } from "./carry";
import type { Shell } from "./shell";
import { berths } from "./workspace-menu";
import { WorkspaceStrip } from "./workspace-strip";
import { WorkspaceTold } from "./workspace-told";

export function Overview({ shell }: { readonly shell: Shell }): JSX.Element {
  const { desk } = shell;
  const { workspaces } = desk;
  const element = useRef<HTMLDialogElement>(null);
  const windows = desk.here.value;
  const tiles = desk.tiles.value;
  const close = (): void => {
    element.current?.close(); // at once: it gives focus back to where it was, and what is chosen is to have it
    desk.overview.value = false;
  };
  const choose = (id: number): void => {
    close();
    desk.focus(id);
  };

  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    const [before] = desk.desk.peek().windows.filter((window) => desk.isHere(window)).slice(-2); // so that Enter alone goes back and forth between two
    buttons(dialog).find((button) => button.dataset["window"] === String(before?.id))?.focus();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={element}
      class="overview"
      aria-label={t("All windows")}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => !(event.target as Element).closest("button, input, .menu") && close()}
      onKeyDown={(event) => walk(event, element.current, { window: (id) => desk.close(id), workspace: (id) => workspaces.remove(id) })}
    >
      {workspaces.offered.value && <WorkspaceStrip shell={shell} onChoose={close} />}
      <ul aria-label={t("Windows")}>
        {windows.map((window) => {
          const tile = tiles?.get(window.id);
          return tile && <TileItem key={window.id} shell={shell} window={window} tile={tile} onChoose={() => choose(window.id)} />;
        })}
      </ul>
      {windows.length === 0 && (
        <p class="overview-nothing" role="status">
          {workspaces.several.value ? t("No windows are open on this workspace.") : t("No windows are open.")}
        </p>
      )}
      <WorkspaceTold shell={shell} quietly />
    </dialog>
  );
}

interface TileItemProps {
  readonly shell: Shell;
  readonly window: WindowState;
  readonly tile: Tile;
  readonly onChoose: () => void;
}

function TileItem({ shell, window, tile, onChoose }: TileItemProps): JSX.Element {
  const { desk } = shell;
  const { id } = window;
  const [menuAt, setMenuAt] = useState<DOMPoint | null>(null);
  const wasCarried = useRef(false);
  const app = desk.apps.find((one) => one.id === window.app);
  const title = desk.titleOf(window);
  const { width, height } = desk.shown(window);
  const place = { left: `${tile.x}px`, top: `${tile.y}px`, width: `${Math.round(width * tile.scale)}px` };
  const close = (): void => desk.close(id);
  const closing: MenuItem = { id: "close", label: t("Close"), icon: X, shortcut: "Delete", danger: true, onSelect: close };
  const carry = (event: PointerEvent): void =>
    carryWindow(desk, id, event, () => {
      wasCarried.current = true;
      setTimeout(() => (wasCarried.current = false)); // the click comes before that, if it comes
    });
  return (
    <li class={desk.carried.value?.id === id ? "tile carried" : "tile"} style={place}>
      <button
        type="button"
        class="tile-window"
        data-window={id}
        aria-label={title}
        style={{ height: `${Math.round(height * tile.scale)}px` }}
        onPointerDown={carry}
        onClick={() => wasCarried.current || onChoose()}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenuAt(new DOMPoint(event.clientX, event.clientY));
        }}
      />
      <div class="tile-caption" aria-hidden="true">
        {app && <AppIcon app={app} size={20} />}
        <span>{title}</span>
      </div>
      <IconButton name={t("Close {name}", { name: title })} icon={X} size={16} class="tile-close" onClick={close} />
      {menuAt && <Menu name={title} heading={title} anchor={menuAt} groups={[berths(shell, id), [closing]]} onClose={() => setMenuAt(null)} />}
    </li>
  );
}

const buttons = (dialog: HTMLElement | null): HTMLElement[] => [...(dialog?.querySelectorAll<HTMLElement>(".tile-window, .workspace-picture") ?? [])];

/** The window whose tile the keyboard is at. */
export function tileAtKeyboard(): number | null {
  const id = (document.activeElement as HTMLElement | null)?.dataset["window"];
  return id === undefined ? null : Number(id);
}

interface Removing {
  readonly window: (id: number) => void;
  readonly workspace: (id: number) => void;
}

function walk(event: KeyboardEvent, dialog: HTMLElement | null, remove: Removing): void {
  if (event.target instanceof HTMLInputElement) return;
  const all = buttons(dialog);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const here = all[at];
  if (event.key === "Delete" && here) {
    const workspace = Number(here.closest<HTMLElement>(".workspace-card")?.dataset["berth"]);
    if (here.dataset["window"] !== undefined) remove.window(Number(here.dataset["window"]));
    else if (workspace) remove.workspace(workspace);
    (all[at + 1] ?? all[at - 1])?.focus();
  } else if (event.key.startsWith("Arrow")) {
    const next = at < 0 ? 0 : towards(event.key as Arrow, at, all.map((button) => button.getBoundingClientRect()));
    all[next]?.focus();
  } else return;
  event.preventDefault();
}
