// Texts inside a machine: found by their paths in it. Nothing tells what becomes of them, so whoever follows one is told when the page is looked at again.

import { around } from "../core/lines-that-say";
import { relativeTo } from "../core/relative";
import { t } from "../languages/say";
import type { FileStat } from "../wire/generated";
import { ApiError } from "./http";
import type { MachineFilesApi } from "./machine-files-api";
import { machineRef, outside, pathIn, within } from "./machine-refs";
import { ChangedError, GoneError, inOrder, type FoundLine, type KeptText, type TextStore } from "./text-store";

type Files = Pick<MachineFilesApi, "stat" | "list" | "text" | "write" | "run">;

/** What finds lines: only in files of a megabyte and less, and not beyond the file system, where a kernel's own files are. `$0` and `$1`: where, and what. */
const SEARCH = 'T="$1" find "$0" -xdev -type f -size -2048 -exec sh -c \'grep -HnFi -e "$T" -- "$@"\' sh {} +';

export interface MachineTextsPorts {
  readonly files: Files;
  readonly machine: string; // its id
  readonly name: () => string; // as it is called now
  /** Runs this whenever somebody comes back to the page; answers how to stop. */
  readonly onReturn: (look: () => void) => () => void;
}

export function machineTexts({ files, machine, name, onReturn }: MachineTextsPorts): TextStore {
  const refOf = (path: string): string => machineRef(machine, path);
  const find = async (ref: string): Promise<KeptText> => keptOf(await files.stat(machine, pathIn(ref)), pathIn(ref));

  function keptOf({ size, modified_at, type }: FileStat, path: string): KeptText {
    return {
      ref: refOf(path),
      name: path.slice(path.lastIndexOf("/") + 1),
      path: `${name()}:${path}`,
      directory: refOf(outside(path) ?? "/"),
      size,
      version: `${modified_at} ${size}`,
      writable: true, // the agent may write wherever the machine itself can
      file: type === "file" || type === "symlink", // writing goes through a link
    };
  }

  /** The API replaces whatever is there, so it is looked at just before. */
  async function ensureUnchanged(text: KeptText): Promise<void> {
    const now = await find(text.ref).catch((reason: unknown) => {
      throw meant(reason);
    });
    if (now.version !== text.version) throw new ChangedError(t("It was changed meanwhile."));
  }

  async function order(argv: readonly string[]): Promise<void> {
    const { code, stderr } = await files.run(machine, argv);
    if (code !== 0) throw new Error(stderr.trim() || t("The machine could not do it."));
  }

  return {
    shared: false,
    find,
    read: ({ ref }, signal) => files.text(machine, pathIn(ref), signal),
    async write(text, content, upon) {
      if (upon === "read") await ensureUnchanged(text);
      const path = pathIn(text.ref);
      await files.write(machine, path, content);
      return find(text.ref);
    },
    follow: (ref, hear) =>
      onReturn(() => {
        find(ref).then(
          (now) => hear({ happened: "seen", now }),
          (reason: unknown) => meant(reason) instanceof GoneError && hear({ happened: "gone" }),
        );
      }),
    list: async (directory, signal) =>
      inOrder((await files.list(machine, pathIn(directory), signal)).map((one) => ({ ref: refOf(within(pathIn(directory), one.name)), name: one.name, directory: one.type === "directory" }))),
    followLists: onReturn,
    async search(text, directory, signal) {
      const said = await files.run(machine, ["sh", "-c", SEARCH, pathIn(directory), text], signal);
      return readFound(said.stdout, text).map((found) => ({ ...found, ref: refOf(found.path), path: `${name()}:${found.path}` }));
    },
    async make(directory, name, what) {
      const path = within(pathIn(directory), name);
      await order(what === "directory" ? ["mkdir", "--", path] : ["sh", "-c", 'set -C; : > "$0"', path]);
      return refOf(path);
    },
    rename: (ref, name) => {
      const path = pathIn(ref);
      const to = within(outside(path) ?? "/", name);
      return order(["sh", "-c", '[ ! -e "$1" ] || { echo "$1 is there already" >&2; exit 1; }; mv -- "$0" "$1"', path, to]);
    },
    remove: (ref) => order(["rm", "-r", "--", pathIn(ref)]),
    trash: false,
    above: (directory) => {
      const path = outside(pathIn(directory));
      return path === null ? null : refOf(path);
    },
    nameOf: (directory) => (pathIn(directory) === "/" ? name() : directory.slice(directory.lastIndexOf("/") + 1)),
    near: (text, address) => refOf(relativeTo(`/m${pathIn(text.directory)}`, address).slice(2) || "/"), // it begins at the root of a tree
    picture: () => null, // the API says of no file what it is
  };
}

const MOST_FOUND = 500;

/** Lines of `grep -Hn`. What is no text has no lines, and is left out. */
export function readFound(said: string, sought: string): readonly Omit<FoundLine, "ref">[] {
  const found: Omit<FoundLine, "ref">[] = [];
  for (const line of said.split("\n")) {
    const match = /^(\/.*?):(\d+):(.*)$/.exec(line);
    if (!match?.[1] || match[3] === undefined || /[\0-\x08\x0e-\x1f]/.test(match[3])) continue;
    found.push({ path: match[1], line: Number(match[2]), text: around(match[3], match[3].toLocaleLowerCase().indexOf(sought.toLocaleLowerCase())) });
    if (found.length === MOST_FOUND) break;
  }
  return found;
}

function meant(reason: unknown): unknown {
  return reason instanceof ApiError && reason.problem.code === "not_found" ? new GoneError(t("It was removed."), { cause: reason }) : reason;
}
