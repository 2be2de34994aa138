// Files on their way from this computer: a few at a time, each with its progress, and a question where a name is taken.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { FilesApi } from "../../client/files-api";
import { explain } from "../../client/http";
import type { Send } from "../../client/upload";
import type { Ask, Conflicts } from "./conflicts";
import { isTaken } from "./operations";
import { join } from "./paths";

/** From the computer; `path` is below the directory that was dropped: `photos/2026/a.jpg`. A directory has no content. */
export interface Dropped {
  readonly path: string;
  readonly content: File | null;
}

export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly state: "waiting" | "sending" | "asking" | "done" | "skipped" | "failed";
  readonly why?: string;
}

interface Order {
  readonly id: number;
  readonly path: string;
  readonly content: File;
  readonly ask: Ask;
  readonly stop: AbortController;
}

const AT_ONCE = 3;

export const isOver = ({ state }: Upload): boolean => state === "done" || state === "skipped" || state === "failed";

export class Uploads {
  private readonly all = signal<readonly Upload[]>([]);
  private readonly orders = new Map<number, Order>();
  private readonly queue: Order[] = [];
  private running = 0;
  private nextId = 1;

  readonly list: ReadonlySignal<readonly Upload[]> = this.all;

  constructor(
    private readonly api: Pick<FilesApi, "mkdir">,
    private readonly send: Send,
    private readonly conflicts: Conflicts,
  ) {}

  /** Send these into a directory. */
  add(dropped: readonly Dropped[], into: string): void {
    const ask = this.conflicts.batch(dropped.length > 1);
    const added: Upload[] = [];
    for (const { path, content } of dropped) {
      if (!content) {
        void this.api.mkdir({ path: join(into, path), parents: true, exist_ok: true }).catch(() => undefined); // its files tell what is wrong
        continue;
      }
      const id = this.nextId++;
      this.queue.push(this.remember({ id, path: join(into, path), content, ask, stop: new AbortController() }));
      added.push({ id, name: path, size: content.size, sent: 0, state: "waiting" });
    }
    this.all.value = [...this.all.peek().filter((one) => !isOver(one)), ...added];
    this.go();
  }

  stop(id: number): void {
    this.orders.get(id)?.stop.abort(new Error("stopped"));
    const waiting = this.queue.findIndex((order) => order.id === id);
    if (waiting >= 0) {
      this.queue.splice(waiting, 1);
      this.end(id, { state: "skipped" });
    }
  }

  retry(id: number): void {
    const order = this.orders.get(id);
    if (!order || this.find(id)?.state !== "failed") return;
    this.change(id, { state: "waiting", sent: 0 });
    this.queue.push(this.remember({ ...order, stop: new AbortController() }));
    this.go();
  }

  /** Nothing more of those that are over. */
  clear(): void {
    for (const one of this.all.peek()) if (isOver(one)) this.orders.delete(one.id);
    this.all.value = this.all.peek().filter((one) => !isOver(one));
  }

  private remember(order: Order): Order {
    this.orders.set(order.id, order);
    return order;
  }

  private go(): void {
    while (this.running < AT_ONCE) {
      const order = this.queue.shift();
      if (!order) return;
      this.running += 1;
      void this.one(order).finally(() => {
        this.running -= 1;
        this.go();
      });
    }
  }

  private async one(order: Order): Promise<void> {
    try {
      await this.sendAs(order, "new").catch(async (reason: unknown) => {
        if (!isTaken(reason)) throw reason;
        this.change(order.id, { state: "asking", sent: 0 });
        const decision = await order.ask(order.path.split("/").at(-1) ?? "");
        if (decision === "skip") throw new Skipped();
        await this.sendAs(order, decision);
      });
      this.end(order.id, { state: "done", sent: order.content.size });
    } catch (reason) {
      const left = reason instanceof Skipped || order.stop.signal.aborted;
      if (left) this.end(order.id, { state: "skipped" });
      else this.change(order.id, { state: "failed", why: explain(reason) });
    }
  }

  private async sendAs({ id, path, content, stop }: Order, how: "new" | "replace" | "beside"): Promise<void> {
    this.change(id, { state: "sending" });
    await this.send({ path, content, how, signal: stop.signal, onProgress: (sent) => this.change(id, { sent }) });
  }

  private find(id: number): Upload | undefined {
    return this.all.peek().find((one) => one.id === id);
  }

  private end(id: number, change: Partial<Upload>): void {
    this.orders.delete(id);
    this.change(id, change);
  }

  private change(id: number, change: Partial<Upload>): void {
    this.all.value = this.all.peek().map((one) => (one.id === id ? { ...one, ...change } : one));
  }
}

class Skipped extends Error {}
