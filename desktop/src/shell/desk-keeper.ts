// Remembers a person's desk: at once in the browser, and a little later on the server, where their other devices find it. The last writer wins.

import { effect } from "@preact/signals";
import type { KvApi } from "../client/kv-api";
import { adopt, meet, readKept, readWritten, withMark, writeKept } from "../core/keeping";
import { readDesk, writeDesk } from "../core/places";
import { EMPTY_DESK } from "../core/windows";
import type { DeskStore } from "./desk";
import type { Storage } from "./storage";

const KEY = "desktop.windows"; // among the person's own values
const SAVE_AFTER_MS = 250;
const SEND_AFTER_MS = 1500;
const SEND_AGAIN_MS = 15_000;

export interface DeskKeeperPorts {
  readonly desk: DeskStore;
  readonly storage: Storage;
  readonly key: string; // in the browser's storage
  readonly kv: Pick<KvApi, "read" | "write">;
  readonly later: (milliseconds: number, run: () => void) => () => void;
  readonly newMark: () => string;
}

export class DeskKeeper {
  private readonly apps: Pick<ReadonlySet<string>, "has">;
  private marks: readonly string[] = [];
  private opened = 1; // windows from this id on are not from the browser's memory
  private shown = ""; // the desk that the page began with
  private saved = ""; // the desk that the browser has
  private sent: string | null = null; // the desk that the server has; null: who knows
  private met = false; // whether the server's was looked at: before that nothing is sent over it
  private stopped = false;
  private cancelSave: (() => void) | null = null;
  private cancelSend: (() => void) | null = null;

  constructor(private readonly ports: DeskKeeperPorts) {
    this.apps = { has: (app) => ports.desk.mayKnow(app) };
  }

  /** Show what this person had open, and remember it from now on. Answers how to stop, for good. */
  start(): () => void {
    const { desk, storage, key } = this.ports;
    const kept = readKept(storage.read(key), this.apps);
    this.marks = kept.marks;
    this.shown = this.saved = writeDesk(kept.desk);
    this.opened = kept.desk.nextId;
    desk.show(kept.desk);
    const stop = effect(() => this.changed(writeDesk(desk.desk.value)));
    void this.look();
    return () => {
      stop();
      this.save();
      this.stopped = true;
      this.cancelSend?.();
      desk.show(EMPTY_DESK);
    };
  }

  /** Everything is written before this ends, if it can be. */
  async flush(leaving = false): Promise<void> {
    this.save();
    if (this.met && writeDesk(this.ports.desk.desk.peek()) !== this.sent) await this.send(leaving);
  }

  private async look(): Promise<void> {
    const { desk, kv } = this.ports;
    this.cancelSend = null;
    try {
      const written = readWritten(await kv.read(KEY));
      if (this.stopped) return;
      const meeting = meet(this.marks, written);
      if (written && meeting === "adopt") {
        desk.show(adopt(desk.desk.peek(), readDesk(written.desk, this.apps), this.opened));
        this.marks = [written.mark];
      }
      if (meeting === "same") this.sent = this.shown;
      this.met = true;
      this.save();
      this.changed(writeDesk(desk.desk.peek()));
    } catch {
      if (this.stopped) return;
      this.cancelSend = this.ports.later(SEND_AGAIN_MS, () => void this.look()); // what the browser keeps is shown meanwhile
    }
  }

  private changed(text: string): void {
    if (text !== this.saved) this.cancelSave ??= this.ports.later(SAVE_AFTER_MS, () => this.save());
    if (this.met && text !== this.sent) this.sendLater(SEND_AFTER_MS);
  }

  private save(): void {
    this.cancelSave?.();
    this.cancelSave = null;
    const desk = this.ports.desk.desk.peek();
    this.saved = writeDesk(desk);
    this.ports.storage.write(this.ports.key, writeKept({ marks: this.marks, desk }));
  }

  private sendLater(milliseconds: number): void {
    this.cancelSend ??= this.ports.later(milliseconds, () => void this.send(false));
  }

  private async send(leaving: boolean): Promise<void> {
    this.cancelSend?.();
    this.cancelSend = null;
    const text = writeDesk(this.ports.desk.desk.peek());
    const mark = this.ports.newMark();
    this.marks = withMark(this.marks, mark);
    this.sent = text;
    this.save(); // with the mark, before it is known whether the writing arrives
    try {
      await this.ports.kv.write(KEY, { mark, desk: text }, { leaving });
      this.marks = [mark, ...this.marks.slice(this.marks.indexOf(mark) + 1)];
    } catch {
      this.sent = null;
      if (!leaving && !this.stopped) this.sendLater(SEND_AGAIN_MS);
    }
  }
}
