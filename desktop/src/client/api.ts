// The daemon's API, one function for each thing it can do that the desktop needs.

import type * as wire from "../wire/generated";
import { createAppsApi } from "./apps-api";
import { createAccountApi } from "./account-api";
import { createEntranceApi } from "./entrance-api";
import { createFilesApi } from "./files-api";
import { createHereApi } from "./here-api";
import type { Ask, Http } from "./http";
import { createKvApi } from "./kv-api";
import { createMachineFilesApi } from "./machine-files-api";
import { createNotificationsApi } from "./notifications-api";
import { all as allOf, type Page } from "./pages";
import { createPeopleApi } from "./people-api";
import { createSitesApi } from "./sites-api";
import { put, type Put } from "./transfer";

const part = encodeURIComponent;

export type Api = ReturnType<typeof createApi>;

export function createApi(http: Http, sending: Put = put) {
  const all = <T>(path: string): Promise<readonly T[]> => allOf<T>(http, path);
  const machine = (id: string, verb = ""): string => `/machines/${part(id)}${verb && `/${verb}`}`;
  const act = (id: string, verb: string, body?: unknown): Promise<wire.Machine> =>
    http.json("POST", machine(id, verb), body === undefined ? {} : { body });

  return {
    accounts: {
      login: (login: wire.Login): Promise<wire.User> => http.json("POST", "/login", { body: login }),
      loginCode: (code: wire.LoginCode): Promise<wire.User> => http.json("POST", "/login/otp", { body: code }),
      logout: (): Promise<void> => http.json("POST", "/logout"),
      me: (): Promise<wire.Me> => http.json("GET", "/me"),
    },
    account: createAccountApi(http),
    entrance: createEntranceApi(http),
    here: createHereApi(http),
    people: createPeopleApi(http),
    system: (): Promise<wire.System> => http.json("GET", "/system"),
    doctor: async (): Promise<readonly wire.Check[]> => (await http.json<Page<wire.Check>>("GET", "/doctor")).items,
    storage: async (): Promise<readonly wire.StorageUse[]> => (await http.json<Page<wire.StorageUse>>("GET", "/storage")).items,
    /** Remove what nothing needs any more. */
    prune: (): Promise<wire.StoragePruned> => http.json("POST", "/storage/prune"),
    images: {
      list: () => all<wire.Image>("/images"),
      create: (image: wire.ImageCreate): Promise<wire.Image> => http.json("POST", "/images", { body: image }),
      remove: (id: string): Promise<void> => http.json("DELETE", `/images/${part(id)}`),
    },
    machines: {
      list: () => all<wire.Machine>("/machines"),
      create: (body: wire.MachineCreate): Promise<wire.Machine> => http.json("POST", "/machines", { body }),
      update: (id: string, body: wire.MachineUpdate): Promise<wire.Machine> => http.json("PATCH", machine(id), { body }),
      remove: (id: string, force: boolean): Promise<void> => http.json("DELETE", machine(id), { query: { force } }),
      start: (id: string) => act(id, "start"),
      stop: (id: string) => act(id, "stop", {}),
      restart: (id: string) => act(id, "restart", {}),
      pause: (id: string) => act(id, "pause"),
      resume: (id: string) => act(id, "resume"),
      sleep: (id: string) => act(id, "sleep"),
      wake: (id: string) => act(id, "wake"),
      restore: (id: string, snapshot: string) => act(id, "restore", { snapshot }),
      fork: async (id: string, body: wire.MachineFork): Promise<readonly wire.Machine[]> =>
        (await http.json<Page<wire.Machine>>("POST", machine(id, "fork"), { body })).items,
      history: (id: string) => all<wire.Moment>(machine(id, "history")),
      metrics: (id: string, signal: AbortSignal): Promise<wire.Metrics> => http.json("GET", machine(id, "metrics"), { signal }),
      metricsHistory: async (id: string, signal: AbortSignal): Promise<readonly wire.MetricsSample[]> =>
        (await http.json<wire.MetricsHistory>("GET", machine(id, "metrics/history"), { signal })).items,
      ports: async (id: string): Promise<readonly wire.ListeningPort[]> => (await http.json<wire.PortList>("GET", machine(id, "ports"))).items,
      openPort: (id: string, port: number): Promise<wire.PortAddress> => http.json("POST", machine(id, `ports/${port}/address`)),
      console: (id: string, signal: AbortSignal): Promise<string> => http.text(machine(id, "console"), { accept: "text/plain", signal }),
      /** Lines of the workload's output as NDJSON of LogChunk, going on for as long as it runs. */
      logs: (id: string, tail: number, signal: AbortSignal) => {
        const ask: Ask = { query: { tail, follow: true }, accept: "application/x-ndjson", signal };
        return http.stream(machine(id, "logs"), ask);
      },
    },
    snapshots: {
      list: () => all<wire.Snapshot>("/snapshots"),
      create: (id: string, body: wire.SnapshotCreate): Promise<wire.Snapshot> => http.json("POST", machine(id, "snapshots"), { body }),
      remove: (id: string): Promise<void> => http.json("DELETE", `/snapshots/${part(id)}`),
    },
    tree: () => all<wire.TreeNode>("/tree"),
    files: createFilesApi(http, sending),
    machineFiles: createMachineFilesApi(http, sending),
    kv: createKvApi(http),
    notifications: createNotificationsApi(http),
    apps: createAppsApi(http),
    sites: createSitesApi(http),
    sessions: {
      list: (id: string) => all<wire.Session>(machine(id, "sessions")),
      signal: (id: string, session: string, signal: string): Promise<void> =>
        http.json("POST", machine(id, `sessions/${part(session)}/signal`), { body: { signal } }),
    },
  };
}
