// All windows side by side, the minimised too: choose one with a click, arrows and Enter, or close some. The windows themselves lie below, made
// small by window.tsx; here is what can be pressed.

import { X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { towards, type Arrow, type Tile } from "../core/tiles";
import type { WindowState } from "../core/windows";
import { IconButton } from "../kit/button";
import { t } from "../languages/say";
import { AppIcon } from "./app-icon";
import type { Shell } from "./shell";

export function Overview({ shell }: { readonly shell: Shell }): JSX.Element {
  const { desk } = shell;
  const element = useRef<HTMLDialogElement>(null);
  const windows = desk.inOrder.value;
  const tiles = desk.tiles.value;
  const close = (): void => void (desk.overview.value = false);
  const choose = (id: number): void => {
    element.current?.close(); // at once: it gives focus back to where it was, and the chosen window is to have it
    close();
    desk.focus(id);
  };

  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    const [before] = desk.desk.peek().windows.slice(-2); // so that Enter alone goes back and forth between two
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
      onClick={(event) => !(event.target as Element).closest("button") && close()}
      onKeyDown={(event) => walk(event, element.current, (id) => desk.close(id))}
    >
      <ul aria-label={t("Windows")}>
        {windows.map((window) => {
          const tile = tiles?.get(window.id);
          return tile && <TileItem key={window.id} shell={shell} window={window} tile={tile} onChoose={() => choose(window.id)} />;
        })}
      </ul>
      {windows.length === 0 && (
        <p class="overview-nothing" role="status">
          {t("No windows are open.")}
        </p>
      )}
    </dialog>
  );
}

interface TileItemProps {
  readonly shell: Shell;
  readonly window: WindowState;
  readonly tile: Tile;
  readonly onChoose: () => void;
}

function TileItem({ shell: { desk }, window, tile, onChoose }: TileItemProps): JSX.Element {
  const app = desk.apps.find((one) => one.id === window.app);
  const title = desk.titleOf(window);
  const { width, height } = desk.shown(window);
  const place = { left: `${tile.x}px`, top: `${tile.y}px`, width: `${Math.round(width * tile.scale)}px` };
  return (
    <li class="tile" style={place}>
      <button
        type="button"
        class="tile-window"
        data-window={window.id}
        aria-label={title}
        style={{ height: `${Math.round(height * tile.scale)}px` }}
        onClick={onChoose}
      />
      <div class="tile-caption" aria-hidden="true">
        {app && <AppIcon app={app} size={20} />}
        <span>{title}</span>
      </div>
      <IconButton name={t("Close {name}", { name: title })} icon={X} size={16} class="tile-close" onClick={() => desk.close(window.id)} />
    </li>
  );
}

const buttons = (dialog: HTMLElement | null): HTMLElement[] => [...(dialog?.querySelectorAll<HTMLElement>(".tile-window") ?? [])];

function walk(event: KeyboardEvent, dialog: HTMLElement | null, onRemove: (id: number) => void): void {
  const all = buttons(dialog);
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (event.key === "Delete" && all[at]) {
    onRemove(Number(all[at].dataset["window"]));
    (all[at + 1] ?? all[at - 1])?.focus();
  } else if (event.key.startsWith("Arrow")) {
    const next = at < 0 ? 0 : towards(event.key as Arrow, at, all.map((button) => button.getBoundingClientRect()));
    all[next]?.focus();
  } else return;
  event.preventDefault();
}
