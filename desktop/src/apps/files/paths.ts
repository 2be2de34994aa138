// Paths as people see them: crumbs, names, and which directory is whose. A path is `/owner/directory/name`.

import { say, t, tell, type Said } from "../../languages/say";
import { join } from "../../core/file-paths";
import { SHARED_NAME, SHARED_WITH_ME } from "./shared-with-me";

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** What everybody's tree begins with; a directory there keeps its name, and is shown under that of the language. */
const PLACES: Readonly<Record<string, Said>> = {
  Desktop: say("Desktop"),
  Documents: say("Documents"),
  Pictures: say("Pictures"),
  Music: say("Music"),
  Videos: say("Videos"),
  Public: say("Public"),
  Trash: say("Trash"),
};

export function placeName(directory: string): string {
  const said = PLACES[directory];
  return said ? tell(said) : directory;
}

/** From the root of the tree down; one's own root is called Home. */
export function crumbs(path: string, home: string): readonly Crumb[] {
  if (path === SHARED_WITH_ME) return [{ name: tell(SHARED_NAME), path }];
  const [owner = "", ...below] = path.split("/").filter(Boolean);
  const root = `/${owner}`;
  const first: Crumb = { name: root === home ? t("Home") : owner, path: root };
  return [first, ...below.map((name, at) => ({ name: root === home && at === 0 ? placeName(name) : name, path: [root, ...below.slice(0, at + 1)].join("/") }))];
}

export function nameOf(path: string, home: string): string {
  return crumbs(path, home).at(-1)?.name ?? path;
}

/** What somebody typed, as a path: `~/a`, `a/b` from where they are, `..`, or a whole one. */
export function typedPath(text: string, here: string, home: string): string {
  const typed = text.trim();
  if (typed === SHARED_WITH_ME) return typed;
  const whole = typed.startsWith("~") ? home + typed.slice(1) : typed.startsWith("/") ? typed : join(here === SHARED_WITH_ME ? home : here, typed);
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "..") parts.length > 1 && parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
