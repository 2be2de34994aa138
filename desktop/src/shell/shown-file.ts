// The file that a window shows: what its album shows and what its state says are one.

import { computed, effect } from "@preact/signals";
import type { Album } from "../client/album";
import type { Host } from "./app";

/** Whichever changes, the other follows at once and not after a drawing: two quick steps would pass each other there. Answers how to stop. */
export function followFile(host: Pick<Host, "state" | "keep">, album: Album): () => void {
  const file = computed(() => host.state.value["file"]);
  const stops = [
    effect(() => {
      const wanted = file.value;
      if (typeof wanted === "string" && wanted !== album.entry.peek()?.id) void album.open(wanted);
    }),
    effect(() => {
      const id = album.entry.value?.id;
      if (id !== undefined && id !== file.peek()) host.keep({ file: id });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
