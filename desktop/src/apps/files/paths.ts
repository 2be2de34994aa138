// Paths as people see them: crumbs, names, and which directory is whose. A path is `/owner/directory/name`, or leads into a machine.

import { say, t, tell, type Said } from "../../languages/say";
import { machineIn, machineRoot, pathIn } from "../../client/machine-refs";
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

/** From the root of the tree down; one's own root is called Home, a machine's as the machine (`called` tells by its id). */
export function crumbs(path: string, home: string, called: (machine: string) => string = (machine) => machine): readonly Crumb[] {
  if (path === SHARED_WITH_ME) return [{ name: tell(SHARED_NAME), path }];
  const machine = machineIn(path);
  if (machine !== null) return crumbsIn(machine, pathIn(path), called(machine));
  const [owner = "", ...below] = path.split("/").filter(Boolean);
  const root = `/${owner}`;
  const first: Crumb = { name: root === home ? t("Home") : owner, path: root };
  return [first, ...below.map((name, at) => ({ name: root === home && at === 0 ? placeName(name) : name, path: [root, ...below.slice(0, at + 1)].join("/") }))];
}

function crumbsIn(machine: string, path: string, called: string): readonly Crumb[] {
  const root = machineRoot(machine);
  const names = path.split("/").filter(Boolean);
  return [{ name: called, path: root }, ...names.map((name, at) => ({ name, path: [root, ...names.slice(0, at + 1)].join("/") }))];
}

/** In a machine the path is the machine's own. */
export const pathAsTyped = (path: string): string => (machineIn(path) === null ? path : pathIn(path));

/** What somebody typed, as a path: `~/a`, `a/b` from where they are, `..`, or a whole one, which in a machine begins at its root. */
export function typedPath(text: string, here: string, home: string): string {
  const typed = text.trim();
  if (typed === SHARED_WITH_ME) return typed;
  const machine = typed.startsWith("~") ? null : machineIn(here);
  if (machine !== null) return machineRoot(machine) + stepped(typed.startsWith("/") ? typed : join(pathIn(here), typed), 0).replace(/\/$/, "");
  const whole = typed.startsWith("~") ? home + typed.slice(1) : typed.startsWith("/") ? typed : join(here === SHARED_WITH_ME ? home : here, typed);
  return stepped(whole, 1);
}

/** Without `.` and `..`; of the first parts so many stay, however far up somebody goes. */
function stepped(path: string, least: number): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.length > least && parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
