// The Viewer's tools.

import { ChevronLeft, ChevronRight, Download, Expand, Maximize, PencilRuler, RotateCcw, RotateCw, Scan, SquareArrowOutUpRight, Wallpaper, ZoomIn, ZoomOut } from "lucide-preact";
import type { JSX, RefObject } from "preact";
import type { Album } from "../../client/album";
import { IconButton } from "../../kit/button";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { canBeWallpaper, hang } from "../../shell/own-picture";
import { download } from "./download";
import { toggleFullScreen } from "./keys";
import type { Lens } from "./lens";

interface ToolbarProps {
  readonly host: Host;
  readonly album: Album;
  readonly lens: Lens | null; // of a picture
  readonly onStep: (by: number) => void;
  readonly onEdit: () => void;
  readonly frame: RefObject<HTMLElement>; // what fills the screen
}

export function Toolbar({ host, album, lens, onStep, onEdit, frame }: ToolbarProps): JSX.Element {
  const entry = album.entry.value;
  return (
    <div class="viewer-toolbar" role="toolbar" aria-label={t("Viewer")}>
      <IconButton name={t("Previous")} icon={ChevronLeft} disabled={!album.neighbour(-1)} onClick={() => onStep(-1)} />
      <IconButton name={t("Next")} icon={ChevronRight} disabled={!album.neighbour(1)} onClick={() => onStep(1)} />
      <span class="gap" />
      {lens && <Tools lens={lens} />}
      {lens && <IconButton name={t("Edit")} icon={PencilRuler} disabled={!lens.ready.value || !lens.whole.value} onClick={onEdit} />}
      <span class="gap" />
      {entry && canBeWallpaper(entry) && <IconButton class="wide-only" name={t("Set as wallpaper")} icon={Wallpaper} onClick={() => hang(host, entry)} />}
      {entry && <IconButton name={t("Open with…")} icon={SquareArrowOutUpRight} onClick={() => (host.openers.asked.value = entry)} />}
      {entry && <IconButton name={t("Download")} icon={Download} onClick={() => download(host, entry)} />}
      {document.fullscreenEnabled && <IconButton class="wide-only" name={t("Full screen")} icon={Expand} onClick={() => toggleFullScreen(frame.current)} />}
    </div>
  );
}

function Tools({ lens }: { readonly lens: Lens }): JSX.Element {
  const off = !lens.ready.value;
  const fits = lens.sight.value.scale === null;
  return (
    <>
      <IconButton class="wide-only" name={t("Smaller")} icon={ZoomOut} disabled={off || fits} onClick={lens.zoomOut} />
      <IconButton name={t(fits ? "Actual size" : "Fit")} icon={fits ? Scan : Maximize} disabled={off} onClick={() => lens.toggle()} />
      <IconButton class="wide-only" name={t("Larger")} icon={ZoomIn} disabled={off} onClick={lens.zoomIn} />
      <IconButton name={t("Turn left")} icon={RotateCcw} disabled={off} onClick={lens.turnLeft} />
      <IconButton name={t("Turn right")} icon={RotateCw} disabled={off} onClick={lens.turnRight} />
    </>
  );
}
