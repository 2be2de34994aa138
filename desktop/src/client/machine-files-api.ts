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
    /** The same for what is on this computer, however large. */
    upload: (machine: string, path: string, content: Blob, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<wire.FileStat> =>
      put({ url: `${base(machine)}?${at(path)}`, content, onProgress, signal }),
    /** What a command in the machine said. The daemon ends one that takes too long. */
    run: async (machine: string, argv: readonly string[], signal?: AbortSignal): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> => {
      const body: wire.ExecRequest = { argv, timeout_seconds: RUN_SECONDS };
      const { exit, stdout = "", stderr = "" } = await http.json<wire.ExecResult>("POST", `/machines/${encodeURIComponent(machine)}/exec`, { body, ...(signal ? { signal } : {}) });
      return { code: exit?.code ?? -1, stdout, stderr };
    },
    /** Where a browser reads the content itself. */
    url: (machine: string, path: string): string => `/api/v1${base(machine)}?${at(path)}`,
  };
}
