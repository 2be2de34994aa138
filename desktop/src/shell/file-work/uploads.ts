// Files on their way from this computer, or from a place to another: a few at a time, with a question where a name is taken. They can be paused, go on after
// a lost connection, be stopped, and tried again.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { FileStore } from "../../client/file-store";
import { explain, OfflineError } from "../../client/http";
import type { Sender } from "../../client/upload";
import type { Arrivals } from "./arrivals";
import type { Ask, Conflicts } from "./conflicts";
import { isTaken } from "./operations";
import { t } from "../../languages/say";
import { join } from "../../core/file-paths";
import { totalOf, type Total, type Upload } from "./upload-total";

/** A file that lies in another place, and is fetched when its turn comes. */
export interface Elsewhere {
  readonly size: number; // bytes, as was said
  fetch(signal: AbortSignal): Promise<File>;
}

/** `path` is below the directory that was dropped: `photos/2026/a.jpg`. A directory has no content. */
export interface Dropped {
  readonly path: string;
  readonly content: File | Elsewhere | null;
  readonly arrivals?: Arrivals | undefined; // told how it ended
}

interface Order {
  readonly id: number;
  readonly name: string; // as it was dropped
  readonly path: string;
  readonly content: File | Elsewhere;
  readonly arrivals: Arrivals | undefined;
  readonly ask: Ask;
  how: "new" | "replace" | "beside";
  tries: number; // that the connection was lost under, while others got through
  stop: AbortController;
}

export interface UploadPorts {
  readonly storeOf: (path: string) => Pick<FileStore, "mkdir">;
  readonly senderOf: (path: string) => Sender;
  readonly conflicts: Conflicts;
  readonly online: ReadonlySignal<boolean>;
  readonly later: (run: () => void, milliseconds: number) => void;
}

const AT_ONCE = 5; // a browser has six connections to a host, and one is left for looking around
const TOLD_EACH_MS = 100; // thousands of small files change the list faster than anybody reads it
const MOST_TRIES = 3;
const TRY_AGAIN_MS = 1500;

export class Uploads {
  private readonly all = new Map<number, Upload>();
  private readonly told = signal<readonly Upload[]>([]);
  private readonly stopped = signal(false);
  private readonly orders = new Map<number, Order>();
  private readonly running = new Set<Order>();
  private queue: Order[] = [];
  private telling = false;
  private nextId = 1;

  readonly list: ReadonlySignal<readonly Upload[]> = this.told;
  readonly paused: ReadonlySignal<boolean> = this.stopped;
  readonly total: ReadonlySignal<Total> = computed(() => totalOf(this.told.value));

  constructor(private readonly ports: UploadPorts) {
    ports.online.subscribe((online) => online && this.go());
  }

  /** Send these into a directory. */
  add(dropped: readonly Dropped[], into: string): void {
    this.forget((one) => one.state === "done" || one.state === "skipped");
    const ask = this.ports.conflicts.batch(dropped.length > 1);
    for (const { path, content, arrivals } of dropped) {
      if (content) this.enqueue({ name: path, path: join(into, path), content, arrivals, ask });
      else void this.makeDirectory(path, into, arrivals);
    }
    this.tell();
    this.go();
  }

  /** What is under way is broken off; of large files what has come is kept. */
  pause(): void {
    this.stopped.value = true;
    for (const { stop } of this.running) stop.abort(new Paused());
  }

  resume(): void {
    this.stopped.value = false;
    this.go();
  }

  stop(id: number): void {
    const order = this.orders.get(id);
    if (!order) return;
    this.queue = this.queue.filter((one) => one !== order);
    order.stop.abort(new Stopped());
    if (!this.running.has(order)) this.giveUp(order);
  }

  stopAll(): void {
    for (const id of this.orders.keys()) this.stop(id);
    this.stopped.value = false;
  }

  retry(id: number): void {
    const order = this.orders.get(id);
    if (!order || this.all.get(id)?.state !== "failed") return;
    order.tries = 0;
    order.arrivals?.again(order.name);
    this.enter(order);
    this.queue.push(order);
    this.go();
  }

  retryFailed(): void {
    for (const one of this.all.values()) if (one.state === "failed") this.retry(one.id);
  }

  /** Nothing more of those that are over. */
  clear(): void {
    this.forget((one) => one.state === "done" || one.state === "skipped" || one.state === "failed");
    this.tell();
  }

  /** Its files tell what is wrong. */
  private async makeDirectory(path: string, into: string, arrivals: Arrivals | undefined): Promise<void> {
    const made = this.ports.storeOf(into).mkdir({ path: join(into, path), parents: true, exist_ok: true });
    await made.then(() => arrivals?.end(path, true), () => arrivals?.end(path, false));
  }

  private enqueue(wanted: Pick<Order, "name" | "path" | "content" | "arrivals" | "ask">): void {
    const order: Order = { ...wanted, id: this.nextId++, how: "new", tries: 0, stop: new AbortController() };
    const { id, name, content } = order;
    this.orders.set(id, order);
    this.all.set(id, { id, name, size: content.size, sent: 0, state: "waiting", carried: "fetch" in content });
    this.queue.push(order);
  }

  private go(): void {
    while (this.running.size < AT_ONCE && !this.stopped.peek() && this.ports.online.peek()) {
      const order = this.queue.shift();
      if (!order) return;
      this.running.add(order);
      void this.one(order).finally(() => {
        this.running.delete(order);
        this.go();
      });
    }
  }

  private async one(order: Order): Promise<void> {
    try {
      await this.send(order);
      this.orders.delete(order.id);
      this.change(order.id, { state: "done", sent: order.content.size });
      order.arrivals?.end(order.name, true);
    } catch (reason) {
      this.fail(order, reason);
    }
  }

  private async send(order: Order): Promise<void> {
    try {
      await this.sendOnce(order);
    } catch (reason) {
      if (!isTaken(reason)) throw reason;
      this.change(order.id, { state: "asking", sent: 0 });
      const decision = await order.ask(order.path.split("/").at(-1) ?? "");
      if (decision === "skip") throw new Stopped();
      order.how = decision;
      order.stop.signal.throwIfAborted();
      await this.sendOnce(order);
    }
  }

  private async sendOnce({ id, path, content, arrivals, how, stop }: Order): Promise<void> {
    this.change(id, { state: "sending" });
    const file = "fetch" in content ? await content.fetch(stop.signal) : content;
    const made = await this.ports.senderOf(path).send({ path, content: file, how, signal: stop.signal, onProgress: (sent) => this.change(id, { sent }) });
    if (arrivals?.exact && (made.size !== file.size || made.size !== content.size)) throw new Error(t("The copy is not as large as what was copied."));
  }

  private fail(order: Order, reason: unknown): void {
    const { aborted, reason: why } = order.stop.signal;
    if (reason instanceof Stopped || (aborted && why instanceof Stopped)) this.giveUp(order);
    else if (aborted) this.putBack(order);
    else if (reason instanceof OfflineError && !this.ports.online.peek()) this.putBack(order);
    else if (reason instanceof OfflineError && order.tries < MOST_TRIES) this.tryAgain(order);
    else {
      this.change(order.id, { state: "failed", why: explain(reason) });
      order.arrivals?.end(order.name, false);
    }
  }

  private tryAgain(order: Order): void {
    order.tries += 1;
    this.enter(order);
    this.ports.later(() => {
      if (order.stop.signal.aborted) return;
      this.queue.unshift(order);
      this.go();
    }, TRY_AGAIN_MS * order.tries);
  }

  private putBack(order: Order): void {
    this.enter(order);
    this.queue.unshift(order);
  }

  private enter(order: Order): void {
    order.stop = new AbortController();
    this.change(order.id, { state: "waiting", sent: 0 });
  }

  private giveUp(order: Order): void {
    this.orders.delete(order.id);
    this.change(order.id, { state: "skipped" });
    const { name, path, content, arrivals } = order;
    arrivals?.end(name, false);
    if (!("fetch" in content)) void this.ports.senderOf(path).giveUp(path, content);
  }

  private forget(over: (upload: Upload) => boolean): void {
    for (const one of this.all.values()) {
      if (!over(one)) continue;
      this.all.delete(one.id);
      this.orders.delete(one.id);
    }
  }

  private change(id: number, change: Partial<Upload>): void {
    const before = this.all.get(id);
    if (!before) return;
    this.all.set(id, { ...before, ...change });
    this.tell();
  }

  private tell(): void {
    if (this.telling) return;
    this.telling = true;
    this.ports.later(() => {
      this.telling = false;
      this.told.value = [...this.all.values()];
    }, TOLD_EACH_MS);
  }
}

class Paused extends Error {}
class Stopped extends Error {}
