// What lies in one place and is to be copied into another. What was cut is taken away where it was when all of it has arrived, and nothing of it has changed
// meanwhile. There is a way back for what arrived under a name that was free: nothing else is mixed with it then.

import type { FileStore } from "../../client/file-store";
import { explain, isMissing } from "../../client/http";
import { isInMachine } from "../../client/machine-store";
import { join, parentOf } from "../../core/file-paths";
import type { Tone } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { Arrivals } from "./arrivals";
import { fateOf, gather, type Gathered } from "./gathering";
import type { Remember, Way } from "./operations";
import type { Stores } from "./stores";
import type { Dropped, Uploads } from "./uploads";

/** One thing that is carried. */
interface Errand {
  readonly gathered: Gathered;
  readonly there: string; // its path when it has arrived
  readonly way: Way;
  readonly remember: Remember | null; // null: there is no way back
}

export interface CarrierPorts {
  readonly stores: Pick<Stores, "house"> & { of(path: string): FileStore };
  readonly uploads: Pick<Uploads, "add">;
  readonly tell: (tone: Tone, text: string) => void;
}

/** What was done with several things is undone with all of them that have arrived by then. */
function inOneGo(remember: Remember): Remember {
  const ways: (() => Promise<unknown>)[] = [];
  const all = async (): Promise<void> => {
    for (const way of ways.splice(0)) await way();
  };
  return (what, run) => {
    if (ways.push(run) === 1) remember(what, all);
  };
}

/** What came cannot be looked at. */
const noWayBack = (): void => undefined;

export class Carrier {
  constructor(private readonly ports: CarrierPorts) {}

  /** Begins to. Throws when there are more files than anybody copies so. */
  async carry(entries: readonly FileEntry[], into: string, way: Way, remember: Remember | null): Promise<void> {
    const errands: Errand[] = [];
    const asOne = remember && inOneGo(remember);
    for (const entry of entries) {
      const there = join(into, entry.name);
      const before = errands.reduce((sum, { gathered }) => sum + gathered.dropped.length, 0);
      const gathered = await gather(this.ports.stores.of(entry.path), entry, before);
      const taken = errands.some((errand) => errand.there === there) || (await this.find(there));
      errands.push({ gathered, there, way, remember: taken ? null : asOne });
    }
    const leftOut = errands.reduce((sum, { gathered }) => sum + gathered.leftOut, 0);
    if (leftOut > 0) this.ports.tell("warn", t("{count, plural, one {# link or device is} other {# links or devices are}} left out.", { count: leftOut }));
    const dropped = errands.flatMap((errand) => this.together(errand));
    if (dropped.length > 0) this.ports.uploads.add(dropped, into);
  }

  private together(errand: Errand): readonly Dropped[] {
    const { dropped } = errand.gathered;
    const arrivals = new Arrivals(dropped.length, (all) => this.arrived(errand, all), errand.way === "move");
    return dropped.map((one) => ({ ...one, arrivals }));
  }

  private arrived(errand: Errand, all: boolean): void {
    const { gathered, way } = errand;
    if (way === "copy") {
      if (all) void this.rememberCopied(errand).catch(noWayBack);
    } else if (all && gathered.leftOut === 0) void this.takeAway(errand);
    else this.stays(gathered.entry, t("not all of it was copied"));
  }

  private async rememberCopied({ there, remember }: Errand): Promise<void> {
    const { house } = this.ports.stores;
    const copy = remember && !isInMachine(there) && (await this.find(there));
    if (copy) remember("copy", () => house.trash(copy.id));
  }

  /** One's own goes into the trash: it has versions, and perhaps others have it too. */
  private async takeAway(errand: Errand): Promise<void> {
    const { entry, dropped } = errand.gathered;
    const { stores, tell } = this.ports;
    const store = stores.of(entry.path);
    let thrown: FileEntry | undefined;
    try {
      if ((await fateOf(store, errand.gathered)) !== "same") return this.stays(entry, t("it has changed meanwhile"));
      thrown = isInMachine(entry.path) ? await store.remove(entry.id) : await stores.house.trash(entry.id);
    } catch (reason) {
      return this.stays(entry, explain(reason));
    }
    await this.rememberMoved(errand, thrown ?? null).catch(noWayBack);
    tell("ok", dropped.length > 1 ? t("“{name}” was moved, with all that is in it.", { name: entry.name }) : t("“{name}” was moved.", { name: entry.name }));
  }

  private async rememberMoved({ gathered, there, remember }: Errand, thrown: FileEntry | null): Promise<void> {
    const store = this.ports.stores.of(there);
    const arrived = remember && (await this.find(there));
    if (!arrived) return;
    if (!thrown) return remember("move", () => this.backInto(parentOf(gathered.entry.path) ?? "", arrived));
    const copy = await gather(store, arrived);
    remember("move", () => this.outOfTheTrash(thrown, copy));
  }

  /** What was taken away for ever comes back as anything is moved. */
  private async backInto(directory: string, { id, path }: FileEntry): Promise<void> {
    await this.carry([await this.ports.stores.of(path).stat(id)], directory, "move", null);
  }

  /** It comes back as it was, with its versions, and the copy goes if nobody has changed it. */
  private async outOfTheTrash(thrown: FileEntry, copy: Gathered): Promise<void> {
    const { stores, tell } = this.ports;
    const store = stores.of(copy.entry.path);
    await stores.house.restore(thrown.id);
    const fate = await fateOf(store, copy);
    if (fate === "same") await store.remove(copy.entry.id);
    if (fate === "changed") tell("warn", t("“{name}” is back. Where it was moved to it has changed, and stays as well.", { name: copy.entry.name }));
  }

  private find(path: string): Promise<FileEntry | null> {
    return this.ports.stores.of(path).stat(path).catch((reason: unknown) => (isMissing(reason) ? null : Promise.reject(reason as Error)));
  }

  private stays({ name }: FileEntry, why: string): void {
    this.ports.tell("warn", t("“{name}” stays where it was: {why}", { name, why }));
  }
}
