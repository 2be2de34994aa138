// The shells of one window: each has a host of its own, which is the window's as that shell may use it.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { AppState } from "../../core/windows";
import type { Host } from "../../shell/app";
import { leavesOf, neighbour, type Along, type Way } from "./panes";
import * as strips from "./strip";

interface Seat {
  readonly host: Host;
  readonly said: ReadonlySignal<string>; // what the program in it wants to be called
  readonly closers: Set<() => void>;
}

export class Tabs {
  private readonly current;
  private readonly seats = new Map<number, Seat>(); // of each pane

  readonly strip: ReadonlySignal<strips.Strip>;
  readonly front = computed(() => strips.frontTab(this.strip.value));

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
    const tab = strip.tabs.find((one) => one.id === id);
    if (tab) leavesOf(tab.tree).forEach(({ pane }) => this.leave(pane));
    this.take(strips.remove(strip, id));
  }

  /** The pane in front becomes two. */
  split(along: Along): void {
    this.take(strips.split(this.current.peek(), along));
  }

  /** The last one of a tab takes the tab with it. */
  closePane(pane: number): void {
    const strip = this.current.peek();
    const tab = strips.tabWith(strip, pane);
    if (!tab) return;
    if (leavesOf(tab.tree).length === 1) {
      this.close(tab.id);
      return;
    }
    this.leave(pane);
    this.take(strips.removePane(strip, pane));
  }

  look(pane: number): void {
    const strip = strips.look(this.current.peek(), pane);
    if (strip !== this.current.peek()) this.take(strip);
  }

  lookTo(way: Way): void {
    const tab = this.front.peek();
    const pane = tab && neighbour(tab.tree, tab.front, way);
    if (pane !== undefined) this.look(pane);
  }

  stepPane(): void {
    this.take(strips.stepPane(this.current.peek()));
  }

  /** Moves the bar at this path of a tab's tree. */
  resize(id: number, path: string, share: number): void {
    this.take(strips.resize(this.current.peek(), id, path, share));
  }

  hostOf(pane: number): Host {
    return this.seatOf(pane).host;
  }

  /** What the program in it wants to be called. */
  saidIn(pane: number): string {
    return this.seatOf(pane).said.value;
  }

  private seatOf(pane: number): Seat {
    const seat = this.seats.get(pane) ?? this.seat(pane);
    this.seats.set(pane, seat);
    return seat;
  }

  private leave(pane: number): void {
    this.seats.get(pane)?.closers.forEach((run) => run());
    this.seats.delete(pane);
  }

  private seat(pane: number): Seat {
    const { window } = this;
    const said = signal("");
    const closers = new Set<() => void>();
    const place = computed<AppState>(() => {
      const tab = strips.tabWith(this.strip.value, pane);
      const leaf = tab && leavesOf(tab.tree).find((one) => one.pane === pane);
      return { machine: leaf?.machine ?? null, session: leaf?.session ?? null };
    });
    const isShown = computed(() => strips.tabWith(this.strip.value, pane)?.id === this.strip.value.front);
    const inFront = computed(() => this.front.value?.front === pane);
    const host: Host = {
      ...window,
      state: place,
      keep: (change) => this.take(strips.change(this.current.peek(), pane, change)),
      title: (text) => void (said.value = text),
      close: () => this.closePane(pane),
      focused: computed(() => inFront.value && window.focused.value),
      visible: computed(() => isShown.value && window.visible.value),
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
