// "Shared with me" as if it were a directory: what others have given, wherever it lies in their trees.

import type { FileStore } from "../../client/file-store";
import type { FilesApi } from "../../client/files-api";
import { say } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";

/** No path of a tree, for those begin with a slash. */
export const SHARED_WITH_ME = "shared:";

export const SHARED_NAME = say("Shared with me");

const PLACE: FileEntry = {
  id: SHARED_WITH_ME,
  path: SHARED_WITH_ME,
  name: SHARED_NAME,
  kind: "directory",
  size: 0,
  parent_id: "",
  owner: "",
  created_at: "",
  modified_at: "",
  mode: "read",
  immutable: true,
};

type Files = Pick<FilesApi, "received" | "statMany">;

interface Places {
  readonly house: Files;
  of(path: string): Pick<FileStore, "stat" | "list" | "follow">;
}

/** What a window's directory is read from. */
export function sourceOf(places: Places): Pick<FileStore, "stat" | "list" | "follow"> {
  return {
    stat: (path) => (path === SHARED_WITH_ME ? Promise.resolve(PLACE) : places.of(path).stat(path)),
    list: (path, signal) => (path === SHARED_WITH_ME ? listShared(places.house) : places.of(path).list(path, signal)),
    follow: (path, hear) => places.of(path).follow?.(path, hear) ?? (() => undefined),
  };
}

async function* listShared(files: Files): AsyncGenerator<readonly FileEntry[]> {
  yield await readShared(files);
}

/** Each thing once, whoever gave it and to which of the person's groups. */
export async function readShared(files: Pick<FilesApi, "received" | "statMany">): Promise<readonly FileEntry[]> {
  const grants = (await files.received()).filter((grant) => grant.kind === "entry");
  return files.statMany([...new Set(grants.map((grant) => grant.object))]);
}
