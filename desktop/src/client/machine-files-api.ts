// The part of the daemon's API that is about files inside machines, named by absolute paths. Asking wakes a machine that sleeps.

import type * as wire from "../wire/generated";
import type { Http } from "./http";
import type { Put } from "./transfer";

const RUN_SECONDS = 30;

export type MachineFilesApi = ReturnType<typeof createMachineFilesApi>;

export function createMachineFilesApi(http: Http, put: Put) {
  const base = (machine: string): string => `/machines/${encodeURIComponent(machine)}/files`;
  const at = (path: string): string => new URLSearchParams({ path }).toString();

  return {
    stat: (machine: string, path: string): Promise<wire.FileStat> => http.json("GET", `${base(machine)}/stat`, { query: { path } }),
    list: async (machine: string, path: string, signal: AbortSignal): Promise<readonly wire.FileStat[]> =>
      (await http.json<wire.FileList>("GET", `${base(machine)}/list`, { query: { path }, signal })).items,
    text: (machine: string, path: string, signal: AbortSignal): Promise<string> => http.text(base(machine), { query: { path }, accept: "*/*", signal }),
    /** Make or replace a file, all or nothing. */
    write: (machine: string, path: string, content: string): Promise<wire.FileStat> => http.json("PUT", base(machine), { query: { path }, content }),
    /** The same for what is on this computer, however large; directories that are missing are made. */
    upload: (machine: string, path: string, content: Blob, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<wire.FileStat> =>
      put({ url: `${base(machine)}?${at(path)}&parents=true`, content, onProgress, signal }),
    /** All of it at once, to be shown as this media type: a machine says of no file what it is. */
    blob: async (machine: string, path: string, type: string, signal: AbortSignal): Promise<Blob> =>
      new Blob([await new Response(await http.stream(base(machine), { query: { path }, accept: "*/*", signal })).blob()], { type }),
    mkdir: (machine: string, path: string, parents: boolean): Promise<undefined> => http.json("POST", `${base(machine)}/mkdir`, { body: { path, parents } satisfies wire.FileMake }),
    move: (machine: string, source: string, destination: string, overwrite: boolean): Promise<undefined> =>
      http.json("POST", `${base(machine)}/move`, { body: { source, destination, overwrite } satisfies wire.FileMove }),
    /** A directory with all that is in it. */
    remove: (machine: string, path: string): Promise<undefined> => http.json("POST", `${base(machine)}/remove`, { body: { path, recursive: true } satisfies wire.FileRemove }),
    /** What a command in the machine said. The daemon ends one that takes too long. */
    run: async (machine: string, argv: readonly string[], signal?: AbortSignal, seconds = RUN_SECONDS): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> => {
      const body: wire.ExecRequest = { argv, timeout_seconds: seconds };
      const { exit, stdout = "", stderr = "" } = await http.json<wire.ExecResult>("POST", `/machines/${encodeURIComponent(machine)}/exec`, { body, ...(signal ? { signal } : {}) });
      return { code: exit?.code ?? -1, stdout, stderr };
    },
    /** Where a browser reads the content itself. */
    url: (machine: string, path: string): string => `/api/v1${base(machine)}?${at(path)}`,
    /** A directory and what is in it, as a tar archive. */
    treeUrl: (machine: string, path: string): string => `/api/v1/machines/${encodeURIComponent(machine)}/tree?${at(path)}`,
    /** Where it is told what changes in a directory. */
    watchPath: (machine: string, path: string): string => `${base(machine)}/watch?${at(path)}`,
  };
}
