// Who is signed in in this browser, and changing over. Every tab of it acts as the same person, so the others are told by what the browser stores.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { HereApi } from "../client/here-api";
import { forget, learn, neighbours, readKnown, type Known, type Neighbour } from "../core/neighbours";
import type { User } from "../wire/generated";
import type { Storage } from "./storage";

const KNOWN_KEY = "people";
export const PERSON_KEY = "person"; // whom the browser acts as, as far as its tabs know
const ARRIVING_KEY = "arriving"; // who has just proved who they are, over a reload

export class PeopleHere {
  private readonly shown = signal<readonly Neighbour[]>([]);
  private readonly room = signal(true);
  readonly people: ReadonlySignal<readonly Neighbour[]> = this.shown;
  /** Whether one more fits. */
  readonly hasRoom: ReadonlySignal<boolean> = this.room;

  constructor(
    private readonly api: HereApi,
    private readonly storage: Storage,
  ) {}

  /** Reads who is here. What the browser remembers is shown where the daemon cannot be asked. */
  async look(): Promise<void> {
    const told = await this.api.list().catch(() => null);
    const here = told?.people ?? [];
    this.write(learn(this.known(), here));
    this.shown.value = told ? neighbours(this.known(), here) : [];
    this.room.value = !told || here.length < told.most;
  }

  /** The tabs of this browser hear that it acts as this person. */
  isNow({ id }: Pick<User, "id">): void {
    if (this.storage.read(PERSON_KEY) !== id) this.storage.write(PERSON_KEY, id);
  }

  /** Rejects where the daemon does not know them here any more. */
  async goOnAs(id: string): Promise<void> {
    this.isNow(await this.api.goOnAs(id));
  }

  /** Somebody who is not looked at. */
  async leave({ id, standing }: Neighbour): Promise<void> {
    if (standing !== "over") await this.api.leave(id);
    this.forget(id);
    await this.look();
  }

  async allLeave(): Promise<void> {
    await this.api.allLeave();
    this.write([]);
  }

  /** Whoever logs out is not offered to come back. */
  forget(id: string): void {
    this.write(forget(this.known(), id));
  }

  /** The ids of those who are or were here and have a password. */
  ids(): readonly string[] {
    return this.known().map(({ id }) => id);
  }

  arrives({ id }: Pick<User, "id">): void {
    this.storage.write(ARRIVING_KEY, id);
  }

  /** Whether it is their arrival; asked once. */
  hasArrived({ id }: Pick<User, "id">): boolean {
    const arrived = this.storage.read(ARRIVING_KEY) === id;
    if (arrived) this.storage.write(ARRIVING_KEY, "");
    return arrived;
  }

  private known(): readonly Known[] {
    return readKnown(this.storage.read(KNOWN_KEY));
  }

  private write(known: readonly Known[]): void {
    this.storage.write(KNOWN_KEY, JSON.stringify(known));
  }
}
