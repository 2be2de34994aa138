// What is shown, in figures.

import type { JSX } from "preact";
import type { Album } from "../../client/album";
import { formatBytes, formatPercent } from "../../core/units";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import type { Lens } from "./lens";

interface StatusLineProps {
  readonly album: Album;
  readonly entry: FileEntry;
  readonly lens: Lens;
}

export function StatusLine({ album, entry, lens }: StatusLineProps): JSX.Element {
  const { width, height } = lens.picture.value;
  const facts = [width > 0 ? `${width} × ${height}` : "", formatBytes(entry.size)].filter(Boolean).join(" · ");
  const count = album.entries.value.length;
  return (
    <p class="viewer-status">
      <span>{facts}</span>
      <span role="status">{count > 1 && t("{at} of {count}", { at: album.at.value + 1, count })}</span>
      <span>{lens.ready.value && formatPercent(lens.scale.value)}</span>
    </p>
  );
}
