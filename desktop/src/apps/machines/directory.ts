// A directory inside a machine that somebody looks at, and what is being put into it.

import { directoriesFirst } from "../../core/within";
import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { explain } from "../../client/http";
import type { MachineFilesApi } from "../../client/machine-files-api";
import { within } from "../../client/machine-refs";
import { collation } from "../../languages/formats";
import type { FileStat } from "../../wire/generated";

export interface Sending {
  readonly name: string;
  readonly share: number; // of its bytes, 0 to 1
}

type Files = Pick<MachineFilesApi, "list" | "upload">;

/** Directories first, then as people count. */
const byName = collation({ numeric: true });
const inOrder = (one: FileStat, other: FileStat): number => directoriesFirst(one.type === "directory", other.type === "directory") || byName(one.name, other.name);

const DAY_MS = 86_400_000;

/** Images are made the same whenever they are made: what is from them is dated at the beginning of the count, which tells nothing. */
export const isDated = ({ modified_at: modified }: Pick<FileStat, "modified_at">): boolean => Date.parse(modified) >= DAY_MS;

export class MachineDirectory {
  private readonly at = signal("/");
  private readonly held = signal<readonly FileStat[] | null>(null);
  private readonly error = signal<string | null>(null);
  private readonly underWay = signal<Sending | null>(null);
  private readonly question = signal<readonly File[] | null>(null);
  private readonly stop = new AbortController();

  readonly path: ReadonlySignal<string> = this.at;
  readonly items: ReadonlySignal<readonly FileStat[] | null> = this.held; // null: not read yet
  readonly trouble: ReadonlySignal<string | null> = this.error;
  readonly sending: ReadonlySignal<Sending | null> = this.underWay;
  /** Files that would replace others: somebody has to say so. */
  readonly asking: ReadonlySignal<readonly File[] | null> = this.question;
  /** Where one is, from the root on: names and paths. */
  readonly trail = computed(() => {
    const names = this.at.value.split("/").filter(Boolean);
    return names.map((name, at) => ({ name, path: `/${names.slice(0, at + 1).join("/")}` }));
  });

  constructor(
    private readonly files: Files,
    private readonly machine: string,
  ) {}

  async enter(path: string): Promise<void> {
    batch(() => {
      this.at.value = path;
      this.held.value = null;
    });
    await this.read();
  }

  async read(): Promise<void> {
    const path = this.at.peek();
    try {
      const found = await this.files.list(this.machine, path, this.stop.signal);
      if (path !== this.at.peek()) return; // somebody went on meanwhile
      batch(() => {
        this.held.value = [...found].sort(inOrder);
        this.error.value = null;
      });
    } catch (reason) {
      if (!this.stop.signal.aborted && path === this.at.peek()) this.error.value = explain(reason);
    }
  }

  /** At once, or after a question where names are taken. */
  put(files: readonly File[]): Promise<void> {
    const taken = new Set(this.held.peek()?.map((item) => item.name));
    if (!files.some((file) => taken.has(file.name))) return this.send(files);
    this.question.value = files;
    return Promise.resolve();
  }

  async answer(replace: boolean): Promise<void> {
    const files = this.question.peek();
    this.question.value = null;
    if (files && replace) await this.send(files);
  }

  end(): void {
    this.stop.abort();
  }

  /** One after the other; the first that fails ends it. */
  private async send(files: readonly File[]): Promise<void> {
    const into = this.at.peek();
    try {
      for (const file of files) {
        const tell = (bytes: number): void => void (this.underWay.value = { name: file.name, share: file.size ? bytes / file.size : 1 });
        tell(0);
        await this.files.upload(this.machine, within(into, file.name), file, tell, this.stop.signal);
      }
    } catch (reason) {
      if (!this.stop.signal.aborted) this.error.value = explain(reason);
      return;
    } finally {
      this.underWay.value = null;
    }
    await this.read();
  }
}
