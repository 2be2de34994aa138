// What the desktop does with notifications: shows new ones once, opens what they are about, and leaves people alone when they ask for it.

import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { explain } from "../client/http";
import type { Live } from "../client/live";
import { Notices } from "../client/notices";
import type { NotificationsApi } from "../client/notifications-api";
import { targetOf, type Target } from "../core/notices";
import type { ToastExtras, Toasts } from "../kit/toast";
import { t } from "../languages/say";
import type { Notification } from "../wire/generated";
import type { NoticeHabits } from "./notice-habits";

export interface CentrePorts {
  readonly api: NotificationsApi;
  readonly live: Pick<Live, "listen">;
  readonly habits: NoticeHabits;
  readonly toasts: Pick<Toasts, "show" | "dismiss">;
  readonly seen: ReadonlySignal<boolean>; // whether the page is in sight
  readonly apps: () => ReadonlySet<string>; // those that can be opened
  readonly picture: (notification: Notification) => NonNullable<ToastExtras["picture"]>;
  readonly follow: (target: Target) => void;
}

export class NoticeCentre {
  readonly notices: Notices;
  /** Whether its panel is open. */
  readonly open = signal(false);
  readonly habits: NoticeHabits;
  private readonly arrived = signal<readonly Notification[]>([]); // to be shown as soon as the page is in sight
  private readonly toasted = new Map<string, number>(); // which toast shows which notification

  constructor(private readonly ports: CentrePorts) {
    this.notices = new Notices(ports.api, (notification) => {
      if (this.habits.admits(notification)) this.arrived.value = [...this.arrived.peek(), notification];
    });
    this.habits = ports.habits;
  }

  /** Begin to follow; answers how to stop. */
  start(): () => void {
    const stops = [
      this.ports.live.listen((fact) => this.notices.hear(fact)),
      this.habits.start(),
      effect(() => this.withdraw()),
      effect(() => this.present()),
      effect(() => {
        if (this.open.value) this.markShown(this.notices.list.value);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** What opening it would show; null: it only tells. */
  targetOf(notification: Notification): Target | null {
    return targetOf(notification, this.ports.apps());
  }

  /** Show what it is about; it has done its work then. */
  visit(notification: Notification, target: Target): void {
    this.open.value = false;
    this.ports.follow(target);
    this.putAway(notification.id);
  }

  putAway(id: string): void {
    this.notices.acknowledge(id).catch((reason: unknown) => this.ports.toasts.show("bad", explain(reason)));
  }

  putAllAway(): void {
    this.notices.acknowledgeAll().catch((reason: unknown) => this.ports.toasts.show("bad", explain(reason)));
  }

  /** Each is toasted once, in the window that is looked at; an open panel shows it anyway. */
  private present(): void {
    const arrived = this.arrived.value;
    if (arrived.length === 0 || !this.ports.seen.value) return;
    const open = this.open.peek();
    const waiting = new Set(this.notices.list.peek().filter((one) => !one.shown_at).map((one) => one.id)); // no other window was quicker
    const fresh = arrived.filter((one) => waiting.has(one.id));
    this.arrived.value = [];
    if (!open) fresh.forEach((one) => this.toast(one));
    if (fresh.length > 0) this.habits.sound("notice");
    this.markShown(fresh);
  }

  private toast(notification: Notification): void {
    const { title, text = "" } = notification;
    const target = this.targetOf(notification);
    const action = target && { label: t("Open"), run: () => this.visit(notification, target) };
    const extras = { title, picture: this.ports.picture(notification), ...(action ? { action } : {}) };
    this.toasted.set(notification.id, this.ports.toasts.show("idle", text, extras));
  }

  /** Take toasts away of what was put away elsewhere. */
  private withdraw(): void {
    const there = new Set(this.notices.list.value.map((one) => one.id));
    for (const [id, toast] of this.toasted) {
      if (there.has(id) && !this.open.value) continue;
      this.ports.toasts.dismiss(toast);
      this.toasted.delete(id);
    }
  }

  private markShown(list: readonly Notification[]): void {
    const ids = list.filter((one) => !one.shown_at && !this.marking.has(one.id)).map((one) => one.id);
    if (ids.length === 0) return;
    ids.forEach((id) => this.marking.add(id));
    void this.notices.markShown(ids).finally(() => ids.forEach((id) => this.marking.delete(id)));
  }

  private readonly marking = new Set<string>(); // the daemon is being told of these
}
