// How this person wants to be told things, kept with them; and what is heard of it.

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { isQuiet, readHabits, senderOf, USUAL, withMuted, type Habits } from "../core/notice-habits";
import type { Live } from "../client/live";
import type { Notification } from "../wire/generated";
import { OwnValue, type OwnValuePorts } from "./own-value";
import type { Sound, Sounds } from "./sounds";

const LONGEST_MS = 3_600_000; // browsers' timers stand still while a computer sleeps, and know no long times

export interface NoticeHabitsPorts extends OwnValuePorts {
  readonly live: Pick<Live, "listen">;
  readonly nowMs: () => number;
  readonly later: (milliseconds: number, run: () => void) => () => void;
  readonly sounds: Pick<Sounds, "play">;
}

export class NoticeHabits {
  private readonly kept: OwnValue<Habits>;
  private readonly nowMs = signal(0); // not later than the end of being left alone
  readonly value: ReadonlySignal<Habits>;
  /** New ones only wait in the panel. */
  readonly quiet: ReadonlySignal<boolean>;

  constructor(private readonly ports: NoticeHabitsPorts) {
    this.nowMs.value = ports.nowMs();
    this.kept = new OwnValue(ports, "desktop.notifications", readHabits);
    this.value = computed(() => this.kept.value.value ?? USUAL);
    this.quiet = computed(() => isQuiet(this.value.value, this.nowMs.value));
  }

  /** Begin to heed what another device has chosen, or chooses, and the time; answers how to stop. */
  start(): () => void {
    const stops = [
      this.kept.follow(this.ports.live),
      this.kept.value.subscribe(() => (this.nowMs.value = this.ports.nowMs())),
      effect(() => this.heedTime()),
    ];
    return () => stops.forEach((stop) => stop());
  }

  private heedTime(): (() => void) | undefined {
    const { quiet } = this.value.value;
    const ahead = typeof quiet === "number" ? quiet - this.nowMs.value : 0;
    if (ahead <= 0) return undefined;
    return this.ports.later(Math.min(ahead, LONGEST_MS), () => (this.nowMs.value = this.ports.nowMs()));
  }

  /** What another tab of this browser has stored. */
  hear(text: string | null): void {
    this.kept.hear(text);
  }

  change(change: Partial<Habits>): void {
    this.kept.set({ ...this.value.peek(), ...change });
  }

  mute(sender: string, muted: boolean): void {
    this.kept.set(withMuted(this.value.peek(), sender, muted));
  }

  /** Whether it is to be shown now, and not only kept. */
  admits(notification: Pick<Notification, "app">): boolean {
    return !this.quiet.peek() && !this.value.peek().muted.includes(senderOf(notification));
  }

  /** Heard by those who want it. */
  sound(sound: Sound): void {
    if (this.value.peek().sounds && !this.quiet.peek()) this.try(sound);
  }

  /** Heard in any case: somebody asks what it is like. */
  try(sound: Sound): void {
    this.ports.sounds.play(sound, this.value.peek().volume);
  }
}

