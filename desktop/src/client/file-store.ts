// Where files are kept, seen by whoever shows them and moves them about. The port is what the house's own files can do, as far as every place can; a machine
// says how in a file of its own. What only the house has (a trash, versions, shares) is not in it.

import type { FileEntry, FileStat } from "../wire/generated";
import type { FilesApi } from "./files-api";

/** What a browser saves to the computer, and as what. */
export interface Saved {
  readonly url: string;
  readonly name: string; // "": as the answer says
}

export interface FileStore extends Pick<FilesApi, "stat" | "list" | "mkdir" | "create" | "move" | "copy" | "rename" | "remove" | "text" | "blob" | "sender"> {
  readonly saved: (entries: readonly FileEntry[]) => readonly Saved[];
  /** Whose it is and what its owner allows, where files have that: a link's is its own. */
  readonly about?: (entry: FileEntry) => Promise<Pick<FileStat, "mode" | "uid" | "gid" | "target"> | null>;
  /** Runs this when a directory may hold something else than it did, where no event tells. Answers how to stop. */
  readonly follow?: (directory: string, hear: () => void) => () => void;
}
