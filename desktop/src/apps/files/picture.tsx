// An entry as a picture: a small one of what is in it where there is one, or the sign of its kind, which also stands there until the picture has come.

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
  const [there, setThere] = useState<string | null>(null); // the address of the picture that has come
  const family = familyOf(entry);
  if (!view.offers.value.pictures || !PICTURED.has(family) || size <= LEAST_SIZE || broken === entry.id) return <Sign entry={entry} size={size} />;
  const url = view.host.api.files.thumbnail(entry.id, pixels, entry.etag ?? "");
  return (
    <>
      {there !== url && <Sign entry={entry} size={size} />}
      <img
        key={url}
        class={there === url ? "picture" : "picture awaited"}
        src={url}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => setThere(url)}
        onError={() => setBroken(entry.id)}
      />
    </>
  );
}

function Sign({ entry, size }: { readonly entry: FileEntry; readonly size: number }): JSX.Element {
  const Icon = iconOf(entry);
  return (
    <span class={`sign ${familyOf(entry)}`}>
      <Icon size={size} strokeWidth={size > LEAST_SIZE ? 1.25 : 1.8} aria-hidden />
    </span>
  );
}
