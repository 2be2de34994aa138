// Files inside a machine as entries, named by their refs. Nothing here wakes a machine that is only looked into: its owner says so. What is done with its
// files does, as every use of a machine.

import { freeName, join, parentOf } from "../core/file-paths";
import { shownAs } from "../core/media";
import { t } from "../languages/say";
import type { EntryMove, FileEntry, FileStat } from "../wire/generated";
import type { FileStore, Saved } from "./file-store";
import { ApiError } from "./http";
import type { MachineFilesApi } from "./machine-files-api";
import { machineIn, machineRoot, pathIn } from "./machine-refs";
import type { Sender, Sending } from "./upload";

type Files = Pick<MachineFilesApi, "stat" | "list" | "text" | "blob" | "write" | "upload" | "mkdir" | "move" | "remove" | "run" | "url" | "treeUrl">;

export interface MachineStorePorts {
  readonly files: Files;
  readonly machine: string; // its id
  readonly name: () => string; // as it is called now
  readonly awake: () => boolean;
  readonly follow: NonNullable<FileStore["follow"]>;
}

const COPY_SECONDS = 600;
const EXISTS = "exists"; // the agent's word for a name that is taken

/** What a machine has beside files; the names are those of freedesktop's shared MIME-info. */
const STRANGE: Readonly<Partial<Record<FileStat["type"], string>>> = { block: "inode/blockdevice", char: "inode/chardevice", fifo: "inode/fifo", socket: "inode/socket" };

/** Whether it is a device or the like, which holds nothing that could be carried elsewhere. */
export const isStrange = ({ media_type: type = "" }: Pick<FileEntry, "media_type">): boolean => type.startsWith("inode/");

export function machineStore({ files, machine, name, awake, follow }: MachineStorePorts): FileStore {
  const root = machineRoot(machine);

  const entryOf = (path: string, { type, size, modified_at, ...stat }: FileStat): FileEntry => ({
    id: path,
    path,
    name: path === root ? name() : path.slice(path.lastIndexOf("/") + 1),
    kind: type === "directory" ? "directory" : type === "symlink" ? "shortcut" : "file",
    size,
    parent_id: parentOf(path) ?? "",
    owner: "",
    created_at: modified_at,
    modified_at,
    media_type: STRANGE[type] ?? shownAs(stat.name),
    etag: `${modified_at} ${size}`,
    mode: "write", // the agent may do whatever the machine itself can
    ...(type === "symlink" && { target_id: path }), // looked at itself, it is what it leads to
  });

  const find = async (ref: string): Promise<FileEntry> => entryOf(ref, await files.stat(machine, pathIn(ref)));
  const isThere = (ref: string): Promise<boolean> => find(ref).then(() => true, (reason: unknown) => (isGone(reason) ? false : Promise.reject(reason as Error)));

  async function look<T>(read: () => Promise<T>): Promise<T> {
    if (!awake()) throw new Error(t("The machine is not awake"));
    return read();
  }

  async function listed(directory: string, signal: AbortSignal): Promise<readonly FileEntry[]> {
    return (await files.list(machine, pathIn(directory), signal)).map((stat) => entryOf(join(directory, stat.name), stat));
  }

  /** The API follows a link that it is asked about; in its directory it is one. */
  async function about({ kind, name: called, path }: FileEntry): Promise<FileStat | null> {
    if (kind !== "shortcut") return files.stat(machine, pathIn(path));
    const beside = await files.list(machine, pathIn(parentOf(path) ?? root), new AbortController().signal);
    return beside.find((one) => one.name === called) ?? null;
  }

  /** A name that is free beside what is there now. */
  async function free(ref: string): Promise<string> {
    const directory = parentOf(ref) ?? root;
    const taken = new Set((await listed(directory, new AbortController().signal)).map((one) => one.name));
    return join(directory, freeName(ref.slice(ref.lastIndexOf("/") + 1), taken));
  }

  async function order(argv: readonly string[]): Promise<void> {
    const { code, stderr } = await files.run(machine, argv, undefined, COPY_SECONDS);
    if (code !== 0) throw new Error(stderr.trim() || t("The machine could not do it."));
  }

  async function placed({ source, into, name: called, dedupe }: EntryMove): Promise<string> {
    const ref = join(into, called ?? source.slice(source.lastIndexOf("/") + 1));
    return dedupe ? free(ref) : ref;
  }

  async function move(wanted: EntryMove): Promise<FileEntry> {
    const to = await placed(wanted);
    await files.move(machine, pathIn(wanted.source), pathIn(to), wanted.overwrite ?? false);
    return find(to);
  }

  /** What is replaced stays until the copy is whole. */
  async function copy(wanted: EntryMove): Promise<FileEntry> {
    const to = await placed(wanted);
    const taken = await isThere(to);
    if (taken && !wanted.overwrite) throw nameTaken(to);
    const made = taken ? await free(to) : to;
    await order(["cp", "-a", "--", pathIn(wanted.source), pathIn(made)]);
    if (taken) {
      await files.remove(machine, pathIn(to));
      await files.move(machine, pathIn(made), pathIn(to), false);
    }
    return find(to);
  }

  return {
    stat: (ref) => look(() => find(ref)),
    async *list(ref, signal) {
      yield await look(() => listed(ref, signal));
    },
    async mkdir({ path, parents, dedupe, exist_ok }) {
      const ref = dedupe ? await free(path) : path;
      await files.mkdir(machine, pathIn(ref), parents ?? false).catch((reason: unknown) => {
        if (!exist_ok || !(reason instanceof ApiError && reason.problem.code === EXISTS)) throw reason;
      });
      return find(ref);
    },
    async create(path) {
      const ref = await free(path);
      await files.write(machine, pathIn(ref), "");
      return find(ref);
    },
    move,
    copy,
    rename: (ref, called) => move({ source: ref, into: parentOf(ref) ?? root, name: called }),
    remove: (ref) => files.remove(machine, pathIn(ref)),
    text: (ref, signal) => files.text(machine, pathIn(ref), signal),
    blob: (ref, type, signal) => files.blob(machine, pathIn(ref), type, signal),
    saved: (entries) => entries.flatMap((entry) => savedOf(files, machine, entry)),
    about: (entry) => look(() => about(entry)),
    follow,
    sender: () => senderTo({ files, machine, isThere, free, entryOf }),
  };
}

/** A directory comes as an archive; what a link leads to is not known here, and a browser is told by the answer. */
function savedOf(files: Files, machine: string, entry: FileEntry): readonly Saved[] {
  if (isStrange(entry)) return [];
  if (entry.kind === "directory") return [{ url: files.treeUrl(machine, pathIn(entry.path)), name: `${entry.name}.tar` }];
  return [{ url: files.url(machine, pathIn(entry.path)), name: entry.name }];
}

interface SenderPorts extends Pick<MachineStorePorts, "files" | "machine"> {
  readonly isThere: (ref: string) => Promise<boolean>;
  readonly free: (ref: string) => Promise<string>;
  readonly entryOf: (ref: string, stat: FileStat) => FileEntry;
}

/** In one request, however large: a machine keeps no parts. The API replaces whatever is there, so it is looked at just before. */
function senderTo({ files, machine, isThere, free, entryOf }: SenderPorts): Sender {
  return {
    async send({ path, content, how, onProgress, signal }: Sending) {
      if (how === "new" && (await isThere(path))) throw nameTaken(path);
      const ref = how === "beside" ? await free(path) : path;
      return entryOf(ref, await files.upload(machine, pathIn(ref), content, onProgress, signal));
    },
    giveUp: () => Promise.resolve(), // nothing of it is there: a file comes whole or not at all
  };
}

const isGone = (reason: unknown): boolean => reason instanceof ApiError && reason.problem.code === "not_found";

function nameTaken(ref: string): ApiError {
  const detail = t("{name} is there already.", { name: ref.slice(ref.lastIndexOf("/") + 1) });
  return new ApiError({ title: detail, status: 409, detail, code: EXISTS, kind: "conflict" });
}

/** Whether a ref lies in a machine, and so has none of what only the house's files have. */
export const isInMachine = (ref: string): boolean => machineIn(ref) !== null;
