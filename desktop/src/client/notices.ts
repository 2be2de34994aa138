// The person's notifications that are not put away yet, as a signal: read once, then kept current by events, so that every window shows the same.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Event as Fact, Notification } from "../wire/generated";
import type { NotificationsApi } from "./notifications-api";

export class Notices {
  private readonly held = signal<readonly Notification[]>([]);
  private readonly older = signal(false);
  private readonly failure = signal<unknown>(null);
  private waiting: Fact[] | null = null; // what was told while they were being read
  private reading = 0;

  /** The newest first. */
  readonly list: ReadonlySignal<readonly Notification[]> = this.held;
  /** Whether there are older ones that are not in the list. */
  readonly more: ReadonlySignal<boolean> = this.older;
  /** Why they could not be read; null: they were, or will be. */
  readonly failed: ReadonlySignal<unknown> = this.failure;

  constructor(
    private readonly api: NotificationsApi,
    /** One was made just now and no window has shown it. */
    private readonly onArrival: (notification: Notification) => void,
  ) {}

  /** An event; null: some may have been missed. */
  hear(fact: Fact | null): void {
    if (fact === null) void this.read();
    else if (fact.type.startsWith("notification.")) this.take(fact);
  }

  /** Facts that arrive meanwhile are told afterwards, so that none is lost under an older list. */
  async read(): Promise<void> {
    this.reading += 1;
    const mine = this.reading;
    this.waiting ??= [];
    try {
      const { items, more } = await this.api.list();
      if (mine !== this.reading) return;
      this.held.value = items;
      this.older.value = more;
      this.failure.value = null;
    } catch (reason) {
      if (mine === this.reading) this.failure.value = reason;
    } finally {
      if (mine === this.reading) this.release();
    }
  }

  /** Put one away: here at once, in the other windows when they hear of it. Throws what the daemon says. */
  async acknowledge(id: string): Promise<void> {
    this.held.value = this.held.peek().filter((one) => one.id !== id);
    await this.orReadAgain(this.api.acknowledge(id));
  }

  /** Put all away, also those that are not in the list. Throws what the daemon says. */
  async acknowledgeAll(): Promise<void> {
    this.clear();
    await this.orReadAgain(this.api.acknowledgeAll());
  }

  /** They have been seen here; other windows need not show them by themselves. */
  async markShown(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const told = await this.api.shown(id).catch(() => null); // gone, or the daemon is away: it is shown again then
      if (told) this.put(told);
    }
  }

  private async orReadAgain(answer: Promise<unknown>): Promise<void> {
    try {
      await answer;
    } catch (reason) {
      void this.read();
      throw reason;
    }
  }

  private take(fact: Fact): void {
    if (this.waiting) {
      this.waiting.push(fact);
      return;
    }
    if (fact.type === "notification.acknowledged_all") {
      this.clear();
      return;
    }
    const told = fact.data as unknown as Notification;
    this.put(told);
    if (fact.type === "notification.created" && !told.shown_at) this.onArrival(told);
  }

  /** In its place by time; those that were put away are not in the list, and older ones than are read only if there is nothing between. */
  private put(told: Notification): void {
    const before = this.held.peek();
    const others = before.filter((one) => one.id !== told.id);
    const belongs = others.length < before.length || !this.older.peek() || told.id > (before.at(-1)?.id ?? "");
    if (told.acknowledged_at) this.held.value = others;
    else if (belongs) this.held.value = [...others, told].sort((one, other) => (one.id < other.id ? 1 : -1));
  }

  private clear(): void {
    this.held.value = [];
    this.older.value = false;
  }

  private release(): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    waiting.forEach((fact) => this.take(fact));
  }
}
