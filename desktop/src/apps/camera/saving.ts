// What was taken, on its way to the person's files: one after the other, shown until it is there, and kept here until then so that it can be tried again.

import { signal, type ReadonlySignal } from "@preact/signals";
import { explain } from "../../client/http";
import type { Sender } from "../../client/upload";
import type { FileEntry } from "../../wire/generated";

export interface Save {
  readonly id: number;
  readonly name: string;
  readonly share: number; // 0 to 1, of what was sent
  readonly error: string | null; // why it stopped
}

export interface SavingPorts {
  readonly sender: Pick<Sender, "send">;
  readonly onSaved: (entry: FileEntry) => void;
  readonly onFailed: (name: string, why: string) => void;
}

interface Order {
  readonly id: number;
  readonly folder: string;
  readonly content: File;
}

export class Saving {
  private readonly shown = signal<readonly Save[]>([]);
  private readonly orders = new Map<number, Order>();
  private turn: Promise<void> = Promise.resolve();
  private lastId = 0;

  readonly list: ReadonlySignal<readonly Save[]> = this.shown;

  constructor(private readonly ports: SavingPorts) {}

  add(folder: string, content: File): void {
    const order = { id: (this.lastId += 1), folder, content };
    this.orders.set(order.id, order);
    this.shown.value = [...this.shown.peek(), { id: order.id, name: content.name, share: 0, error: null }];
    this.enqueue(order);
  }

  again(id: number): void {
    const order = this.orders.get(id);
    if (!order) return;
    this.change(id, { share: 0, error: null });
    this.enqueue(order);
  }

  /** What could not be saved is thrown away. */
  drop(id: number): void {
    this.orders.delete(id);
    this.shown.value = this.shown.peek().filter((one) => one.id !== id);
  }

  private enqueue(order: Order): void {
    this.turn = this.turn.then(() => this.send(order));
  }

  private async send({ id, folder, content }: Order): Promise<void> {
    const onProgress = (sent: number): void => this.change(id, { share: content.size ? sent / content.size : 1 });
    try {
      const entry = await this.ports.sender.send({ path: `${folder}/${content.name}`, content, how: "beside", onProgress, signal: new AbortController().signal });
      this.drop(id);
      this.ports.onSaved(entry);
    } catch (reason) {
      this.change(id, { error: explain(reason) });
      this.ports.onFailed(content.name, explain(reason));
    }
  }

  private change(id: number, change: Partial<Save>): void {
    this.shown.value = this.shown.peek().map((one) => (one.id === id ? { ...one, ...change } : one));
  }
}
