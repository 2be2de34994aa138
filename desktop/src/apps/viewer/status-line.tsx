// What is shown, in figures.

import type { JSX } from "preact";
import type { Album } from "../../client/album";
import { formatBytes } from "../../core/units";
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
      <span role="status">{count > 1 && `${album.at.value + 1} of ${count}`}</span>
      <span>{lens.ready.value && `${Math.round(lens.scale.value * 100)} %`}</span>
    </p>
  );
}
