// A value of a person's own that changes rarely: remembered by the browser at once, and by the server for their other devices.

import { signal, type ReadonlySignal } from "@preact/signals";
import { VALUE_CHANGED, type KvApi } from "../client/kv-api";
import type { Live } from "../client/live";
import type { Storage } from "./storage";

export interface OwnValuePorts {
  readonly storage: Storage;
  readonly key: string; // in the browser's storage
  readonly kv: Pick<KvApi, "read" | "write">;
}

export class OwnValue<T> {
  private readonly current = signal<T | null>(null);
  private changes = 0; // here
  private unsent = false; // what was changed here last, which what is on the server does not undo

  private unread = false; // another device may have chosen since
  private told = false; // to the person's other pages

  /** Null: nobody has chosen. */
  readonly value: ReadonlySignal<T | null> = this.current;

  /** `name`: among the person's own values. `read`: what was stored may be old or damaged; null: it cannot be used. */
  constructor(
    private readonly ports: OwnValuePorts,
    private readonly name: string,
    private readonly read: (stored: unknown) => T | null,
  ) {
    this.current.value = read(parse(ports.storage.read(ports.key)));
  }

  /** What another device has chosen. */
  async look(): Promise<void> {
    this.unread = this.unsent;
    if (this.unread) return;
    const before = this.changes;
    const stored = this.read(await this.ports.kv.read(this.name).catch(() => null));
    if (stored !== null && this.changes === before) this.show(stored);
  }

  /** Look now, and whenever one of the person's pages has chosen: each says it from now on. Answers how to stop. */
  follow(live: Pick<Live, "listen">): () => void {
    this.told = true;
    void this.look();
    return live.listen((fact) => {
      if (fact === null || (fact.type === VALUE_CHANGED && fact.data["key"] === this.name)) void this.look();
    });
  }

  /** What another tab of this browser has stored. */
  hear(text: string | null): void {
    const stored = this.read(parse(text));
    if (stored !== null) this.current.value = stored;
  }

  /** What cannot be sent is this browser's own until it is changed again. */
  set(value: T): void {
    const change = (this.changes += 1);
    this.unsent = true;
    this.show(value);
    void this.ports.kv.write(this.name, value, { told: this.told }).then(
      () => this.changes === change && this.sent(),
      () => undefined,
    );
  }

  private sent(): void {
    this.unsent = false;
    if (this.unread) void this.look();
  }

  private show(value: T): void {
    this.current.value = value;
    this.ports.storage.write(this.ports.key, JSON.stringify(value));
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
