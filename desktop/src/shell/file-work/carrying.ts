// What lies in one place and is to be copied into another: every file of it, to be fetched from there when its turn comes. What was cut is taken away where it
// was when all of it has arrived, and nothing of it has changed meanwhile.

import type { FileStore } from "../../client/file-store";
import { explain } from "../../client/http";
import { isInMachine, isStrange } from "../../client/machine-store";
import type { Tone } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { Arrivals } from "./arrivals";
import type { Way } from "./operations";
import type { Stores } from "./stores";
import type { Dropped, Uploads } from "./uploads";

interface Gathered {
  readonly entry: FileEntry;
  readonly dropped: readonly Dropped[];
  readonly marks: readonly string[]; // which change when anything of it does
  readonly leftOut: number; // links and devices
}

interface Gathering {
  readonly store: FileStore;
  readonly before: number; // files of what was gathered before
  readonly dropped: Dropped[];
  readonly marks: string[];
  leftOut: number;
}

export interface CarrierPorts {
  readonly stores: Pick<Stores, "house"> & { of(path: string): FileStore };
  readonly uploads: Pick<Uploads, "add">;
  readonly tell: (tone: Tone, text: string) => void;
}

const MOST = 10_000; // as many as the house tells of a folder at once

export class Carrier {
  constructor(private readonly ports: CarrierPorts) {}

  /** Begins to. Throws when there are more than anybody copies so: an archive is the way then. */
  async carry(entries: readonly FileEntry[], into: string, way: Way): Promise<void> {
    const all: Gathered[] = [];
    for (const entry of entries) all.push(await this.gather(entry, all.reduce((sum, { dropped }) => sum + dropped.length, 0)));
    const leftOut = all.reduce((sum, one) => sum + one.leftOut, 0);
    if (leftOut > 0) this.ports.tell("warn", t("{count, plural, one {# link or device is} other {# links or devices are}} left out.", { count: leftOut }));
    const dropped = all.flatMap((one) => (way === "move" ? this.together(one) : one.dropped));
    if (dropped.length > 0) this.ports.uploads.add(dropped, into);
  }

  private together(gathered: Gathered): readonly Dropped[] {
    const { entry, dropped, leftOut } = gathered;
    const arrivals = new Arrivals(dropped.length, (all) => {
      if (all && leftOut === 0) void this.takeAway(gathered);
      else this.stays(entry, t("not all of it was copied"));
    });
    return dropped.map((one) => ({ ...one, arrivals }));
  }

  /** One's own goes into the trash: it has versions, and perhaps others have it too. */
  private async takeAway({ entry, marks, dropped }: Gathered): Promise<void> {
    const { stores, tell } = this.ports;
    try {
      const now = await this.gather(await stores.of(entry.path).stat(entry.id), 0);
      if (now.leftOut > 0 || now.marks.join("\n") !== marks.join("\n")) return this.stays(entry, t("it has changed meanwhile"));
      await (isInMachine(entry.path) ? stores.of(entry.path).remove(entry.id) : stores.house.trash(entry.id));
      tell("ok", dropped.length > 1 ? t("“{name}” was moved, with all that is in it.", { name: entry.name }) : t("“{name}” was moved.", { name: entry.name }));
    } catch (reason) {
      this.stays(entry, explain(reason));
    }
  }

  private stays({ name }: FileEntry, why: string): void {
    this.ports.tell("warn", t("“{name}” stays where it was: {why}", { name, why }));
  }

  private async gather(entry: FileEntry, before: number): Promise<Gathered> {
    const gathering: Gathering = { store: this.ports.stores.of(entry.path), before, dropped: [], marks: [], leftOut: 0 };
    await walk(gathering, entry, "");
    return { entry, ...gathering };
  }
}

async function walk(gathering: Gathering, entry: FileEntry, above: string): Promise<void> {
  const { store, before, dropped, marks } = gathering;
  const path = above + entry.name;
  if (before + dropped.length >= MOST) throw new Error(t("There are more than {count, number} files in it. Pack them into an archive, and copy that.", { count: MOST }));
  if (entry.kind === "shortcut" || isStrange(entry)) gathering.leftOut += 1;
  else if (entry.kind === "directory") await walkInto(gathering, entry, path);
  else {
    dropped.push({ path, content: elsewhere(store, entry) });
    marks.push(JSON.stringify([path, entry.etag]));
  }
}

async function walkInto(gathering: Gathering, directory: FileEntry, path: string): Promise<void> {
  let empty = true;
  for await (const part of gathering.store.list(directory.id, new AbortController().signal)) {
    for (const entry of part) {
      empty = false;
      await walk(gathering, entry, `${path}/`);
    }
  }
  if (!empty) return;
  gathering.dropped.push({ path, content: null });
  gathering.marks.push(JSON.stringify([path]));
}

const elsewhere = (store: FileStore, { id, name, size, modified_at: modified, media_type: type = "" }: FileEntry) => ({
  size,
  fetch: async (signal: AbortSignal) => new File([await store.blob(id, type, signal)], name, { type, lastModified: Date.parse(modified) || 0 }),
});
