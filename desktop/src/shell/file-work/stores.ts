// Which place keeps a file: the house, or the machine that its ref names.

import type { Api } from "../../client/api";
import type { FileStore } from "../../client/file-store";
import type { FilesApi } from "../../client/files-api";
import type { Live } from "../../client/live";
import { machineIn, pathIn } from "../../client/machine-refs";
import { machineStore } from "../../client/machine-store";
import { watchMachine } from "../../client/machine-watch";
import type { Connect } from "../../client/process";
import { isAwake } from "../../core/thermal";

export interface StoresPorts {
  readonly api: Pick<Api, "files" | "machineFiles">;
  readonly live: Pick<Live, "machine">;
  readonly connect: Connect;
}

export class Stores {
  private readonly machines = new Map<string, FileStore>();
  readonly house: FilesApi;

  constructor(private readonly ports: StoresPorts) {
    this.house = ports.api.files;
  }

  /** Of one place the same one each time. */
  of(path: string): FileStore {
    const machine = machineIn(path);
    if (machine === null) return this.house;
    const store = this.machines.get(machine) ?? this.within(machine);
    this.machines.set(machine, store);
    return store;
  }

  private within(machine: string): FileStore {
    const { api, live, connect } = this.ports;
    const files = api.machineFiles;
    return machineStore({
      files,
      machine,
      name: () => live.machine(machine)?.name ?? machine,
      awake: () => isAwake(live.machine(machine)?.state ?? "stopped"),
      follow: (directory, hear) => watchMachine({ connect, live, later }, machine, files.watchPath(machine, pathIn(directory)), hear),
    });
  }
}

function later(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
