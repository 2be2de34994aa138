// Where texts are kept, seen by whoever edits them. A place that keeps some (the house's files, a machine) says how in a file of its own;
// an editor knows this port, and no place's names, versions or refusals.

import { directoriesFirst } from "../core/within";
import { collation } from "../languages/formats";

/** The file of a text, as it is now. */
export interface KeptText {
  readonly ref: string; // what it is found by again, also under another name if the place can do that
  readonly name: string;
  readonly path: string; // as people read it
  readonly directory: string; // the ref of what it lies in
  readonly size: number; // bytes
  readonly version: string; // another one for another content
  readonly writable: boolean;
  readonly file: boolean; // and no directory or anything stranger
}

export interface Listed {
  readonly ref: string;
  readonly name: string;
  readonly directory: boolean;
}

/** One line that says what was looked for. */
export interface FoundLine {
  readonly ref: string;
  readonly path: string; // as people read it
  readonly line: number; // from 1
  readonly text: string;
}

/** What became of a text without its editor: it is gone, or it is this now (another name, another version, or nothing new). */
export type News = { readonly happened: "gone" } | { readonly happened: "seen"; readonly now: KeptText };

/** What is written over: what was read, whatever is there by now, or nothing, as it was removed. */
export type Upon = "read" | "anything" | "nothing";

/** The file no longer holds what was read. */
export class ChangedError extends Error {}

/** The file that was read is no more. */
export class GoneError extends Error {}

export interface TextStore {
  find(ref: string): Promise<KeptText>;
  read(text: KeptText, signal: AbortSignal): Promise<string>;
  /** Answers what is there then. Throws ChangedError and GoneError upon `read`. */
  write(text: KeptText, content: string, upon: Upon): Promise<KeptText>;
  /** Answers how to stop. */
  follow(ref: string, hear: (news: News) => void): () => void;
  /** What a directory holds, directories first. */
  list(directory: string, signal: AbortSignal): Promise<readonly Listed[]>;
  /** Hears when a directory of this place may hold something else. Answers how to stop. */
  followLists(hear: () => void): () => void;
  /** What a directory lies in; null: it is the outermost. */
  above(directory: string): string | null;
  nameOf(directory: string): string;
  /** The ref that a relative address in a text means. */
  near(text: KeptText, address: string): string;
  /** Where a browser reads the picture that a relative address in a text means; null: nowhere. */
  picture(text: KeptText, address: string): string | null;
  /** Lines below a directory that say it, in capitals or not. */
  search(text: string, directory: string, signal: AbortSignal): Promise<readonly FoundLine[]>;
  /** Answers the ref of what is new; a name that is taken is refused. */
  make(directory: string, name: string, what: "file" | "directory"): Promise<string>;
  rename(ref: string, name: string): Promise<void>;
  remove(ref: string): Promise<void>;
  /** Whether what is removed can be taken back. */
  readonly trash: boolean;
  /** Whether other apps know its files, too. */
  readonly shared: boolean;
}

const byName = collation({ numeric: true });

/** Directories first, then as people count: 2 before 10. */
export function inOrder(items: readonly Listed[]): readonly Listed[] {
  return [...items].sort((one, other) => directoriesFirst(one.directory, other.directory) || byName(one.name, other.name));
}
