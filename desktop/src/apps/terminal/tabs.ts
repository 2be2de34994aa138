// The shells of one window: each has a host of its own, which is the window's as that shell may use it.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { AppState } from "../../core/windows";
import type { Host } from "../../shell/app";
import * as strips from "./strip";

interface Seat {
  readonly host: Host;
  readonly said: ReadonlySignal<string>; // what the program in it wants to be called
  readonly closers: Set<() => void>;
}

export class Tabs {
  private readonly current;
  private readonly seats = new Map<number, Seat>();

  readonly strip: ReadonlySignal<strips.Strip>;
  readonly front = computed(() => this.strip.value.tabs.find(({ id }) => id === this.strip.value.front));

  constructor(readonly window: Host) {
    this.current = signal(strips.restored(window.state.peek()));
    this.strip = this.current;
  }

  /** On this machine; null: on one that is asked for. */
  open(machine: string | null): void {
    this.take(strips.add(this.current.peek(), machine));
  }

  show(id: number): void {
    this.take(strips.show(this.current.peek(), id));
  }

  step(by: 1 | -1): void {
    this.take(strips.step(this.current.peek(), by));
  }

  move(id: number, to: number): void {
    this.take(strips.move(this.current.peek(), id, to));
  }

  /** For good; the last one takes the window with it. */
  close(id: number): void {
    const strip = this.current.peek();
    if (strip.tabs.length === 1) {
      this.window.close();
      return;
    }
    this.seats.get(id)?.closers.forEach((run) => run());
    this.seats.delete(id);
    this.take(strips.remove(strip, id));
  }

  hostOf(id: number): Host {
    return this.seatOf(id).host;
  }

  /** What the program in it wants to be called. */
  saidIn(id: number): string {
    return this.seatOf(id).said.value;
  }

  private seatOf(id: number): Seat {
    const seat = this.seats.get(id) ?? this.seat(id);
    this.seats.set(id, seat);
    return seat;
  }

  private seat(id: number): Seat {
    const { window } = this;
    const said = signal("");
    const closers = new Set<() => void>();
    const place = computed<AppState>(() => {
      const tab = this.strip.value.tabs.find((one) => one.id === id);
      return { machine: tab?.machine ?? null, session: tab?.session ?? null };
    });
    const inFront = computed(() => this.strip.value.front === id);
    const host: Host = {
      ...window,
      state: place,
      keep: (change) => this.take(strips.change(this.current.peek(), id, change)),
      title: (text) => void (said.value = text),
      close: () => this.close(id),
      focused: computed(() => inFront.value && window.focused.value),
      visible: computed(() => inFront.value && window.visible.value),
      onClose: (run) => {
        const forget = window.onClose(run);
        closers.add(run);
        return () => (forget(), void closers.delete(run));
      },
    };
    return { host, said, closers };
  }

  private take(strip: strips.Strip): void {
    this.current.value = strip;
    this.window.keep(strips.kept(strip));
  }
}
