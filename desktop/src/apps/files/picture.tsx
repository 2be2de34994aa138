// An entry as a picture: a small one of what is in it where there is one, or the sign of its kind.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { FileEntry } from "../../wire/generated";
import { familyOf, iconOf, type Family } from "../../shell/kinds";
import type { View } from "./view";

const PICTURED: ReadonlySet<Family> = new Set<Family>(["image", "video", "pdf"]);
const LEAST_SIZE = 24; // pixels; below it a picture says less than a sign

interface PictureProps {
  readonly view: View;
  readonly entry: FileEntry;
  readonly size: number; // of a sign, in pixels
  readonly pixels: 128 | 256; // of a picture
}

export function Picture({ view, entry, size, pixels }: PictureProps): JSX.Element {
  const [broken, setBroken] = useState<string | null>(null); // of which entry there is none to be had
  const family = familyOf(entry);
  if (view.offers.value.pictures && PICTURED.has(family) && size > LEAST_SIZE && broken !== entry.id) {
    const url = view.host.api.files.thumbnail(entry.id, pixels, entry.etag ?? "");
    return <img key={url} class="picture" src={url} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBroken(entry.id)} />;
  }
  const Icon = iconOf(entry);
  return (
    <span class={`sign ${family}`}>
      <Icon size={size} strokeWidth={size > LEAST_SIZE ? 1.25 : 1.8} aria-hidden />
    </span>
  );
}
