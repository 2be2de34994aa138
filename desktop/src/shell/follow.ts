// Opens what something is about: an app, a file by whatever shows it, a page of the web beside this one.

import type { FilesApi } from "../client/files-api";
import { explain } from "../client/http";
import type { Target } from "../core/notices";
import type { Tone } from "../kit/feedback";
import type { FileEntry } from "../wire/generated";
import type { Opener } from "./app";

const MOST_WRITTEN = 2 * 1024 * 1024; // bytes; larger text is looked at where it lies
const TEXT = /^(text\/|application\/(json|xml|javascript|x-sh|toml|yaml))/;

export interface FollowPorts extends Opener {
  readonly files: Pick<FilesApi, "stat">;
  readonly notify: (tone: Tone, text: string) => void;
}

export function createFollow({ files, open, notify }: FollowPorts): (target: Target) => void {
  return (target) => {
    if (target.kind === "app") open(target.app, target.state);
    else if (target.kind === "page") window.open(target.url, "_blank", "noopener,noreferrer");
    else files.stat(target.path).then(
      (entry) => openEntry(entry, open),
      (reason: unknown) => notify("bad", explain(reason)),
    );
  };
}

/** A folder is entered, text is edited, anything else is shown where it lies. */
export function openEntry(entry: FileEntry, open: Opener["open"]): void {
  const isText = TEXT.test(entry.media_type ?? "") || entry.size === 0;
  if (entry.kind === "directory") open("files", { path: entry.path });
  else if (entry.kind === "file" && isText && entry.size <= MOST_WRITTEN) open("editor", { file: entry.id });
  else open("files", { path: entry.path.slice(0, entry.path.lastIndexOf("/")) });
}
