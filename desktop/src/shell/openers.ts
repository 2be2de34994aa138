// Opens files: each with the app that the person has chosen for its kind, or that says most exactly that it opens it.

import { signal } from "@preact/signals";
import type { FilesApi } from "../client/files-api";
import { explain } from "../client/http";
import { kindOf, openerOf, openersOf, readChoices, type Choices } from "../core/openers";
import type { Tone } from "../kit/feedback";
import type { FileEntry } from "../wire/generated";
import type { AppManifest, Opener } from "./app";
import type { Storage } from "./storage";

export interface OpenersPorts extends Opener {
  readonly apps: () => readonly AppManifest[];
  readonly files: Pick<FilesApi, "stat">;
  readonly storage: Storage;
  readonly key: string; // what the choices are stored as
  readonly notify: (tone: Tone, text: string) => void;
}

export class Openers {
  private readonly choices = signal<Choices>({});

  /** The file of which it is being asked what opens it. */
  readonly asked = signal<FileEntry | null>(null);

  constructor(private readonly ports: OpenersPorts) {
    this.choices.value = readChoices(ports.storage.read(ports.key));
  }

  /** Every app that can open it, the one that does so by itself first. */
  all(entry: FileEntry): readonly AppManifest[] {
    return entry.kind === "file" ? openersOf(this.ports.apps(), entry, this.choices.value) : [];
  }

  /** The app that opens it without a question. */
  of(entry: FileEntry): AppManifest | null {
    return entry.kind === "file" ? openerOf(this.ports.apps(), entry, this.choices.value) : null;
  }

  /** Whether the person chose this app for files of its kind. */
  isChosen(entry: FileEntry, app: string): boolean {
    return this.choices.value[kindOf(entry)] === app;
  }

  /** From now on this app opens files of its kind; null: as if nobody had chosen. */
  choose(entry: FileEntry, app: string | null): void {
    const { [kindOf(entry)]: _, ...others } = this.choices.peek();
    this.choices.value = app === null ? others : { ...others, [kindOf(entry)]: app };
    this.ports.storage.write(this.ports.key, JSON.stringify(this.choices.peek()));
  }

  /** By its entry, or its path or id. A folder is entered; what nothing opens is shown where it lies. `app`: with this one. */
  open(file: FileEntry | string, app?: string): void {
    if (typeof file === "string") this.find(file, app);
    else if (file.kind === "directory") this.ports.open("files", { path: file.path });
    else if (file.kind === "shortcut") this.find(file.target_id ?? "", app);
    else {
      const opener = app ?? this.of(file)?.id;
      if (opener) this.ports.open(opener, { file: file.id });
      else this.ports.open("files", { path: file.path.slice(0, file.path.lastIndexOf("/")) });
    }
  }

  private find(path: string, app?: string): void {
    this.ports.files.stat(path).then(
      (entry) => this.open(entry, app),
      (reason: unknown) => this.ports.notify("bad", explain(reason)),
    );
  }
}
