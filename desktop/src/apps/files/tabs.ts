// Several directories in one window, of which one is shown: pure steps over what is open.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Host } from "../../shell/app";
import type { Shared } from "./shared";
import { View } from "./view";

export interface Tab {
  readonly id: number;
  readonly view: View;
  readonly stop: () => void;
}

const MOST = 20;

export class Tabs {
  private readonly all = signal<readonly Tab[]>([]);
  private readonly front = signal(0); // the id of the one that is shown
  private readonly paths = new Map<number, string>(); // where each is going, which it may not have reached yet
  private nextId = 1;

  readonly list: ReadonlySignal<readonly Tab[]> = this.all;
  readonly current: ReadonlySignal<number> = this.front;

  constructor(
    private readonly host: Host,
    readonly shared: Shared,
  ) {}

  /** Those that were open when the window was left; answers how to stop. */
  start(): () => void {
    const { path, tabs } = this.host.state.peek();
    const kept = Array.isArray(tabs) ? tabs.filter((one): one is string => typeof one === "string").slice(0, MOST) : [];
    const front = typeof path === "string" ? path : this.shared.home;
    const paths = kept.includes(front) ? kept : [front];
    for (const one of paths) this.add(one);
    const shown = this.bring(this.all.peek()[paths.indexOf(front)]?.id ?? 0);
    if (this.host.focused.peek()) shown?.focusList(); // another window may have come in front of it meanwhile
    return () => this.all.peek().forEach((tab) => tab.stop());
  }

  /** Another one, in front. */
  open(path: string): void {
    if (this.all.peek().length < MOST) this.show(this.add(path).id);
  }

  show(id: number): void {
    this.bring(id)?.focusList();
  }

  step(by: 1 | -1): void {
    const all = this.all.peek();
    const at = all.findIndex((tab) => tab.id === this.front.peek());
    const next = all[(at + by + all.length) % all.length];
    if (next) this.show(next.id);
  }

  /** The last one closes the window. */
  close(id: number): void {
    const all = this.all.peek();
    const at = all.findIndex((tab) => tab.id === id);
    if (all.length === 1) this.host.close();
    if (at < 0 || all.length === 1) return;
    all[at]?.stop();
    this.paths.delete(id);
    this.all.value = all.filter((tab) => tab.id !== id);
    const next = this.all.peek()[Math.min(at, all.length - 2)];
    if (this.front.peek() === id && next) this.show(next.id);
    else this.keep();
  }

  /** All but this one, which comes in front. */
  closeOthers(id: number): void {
    this.show(id);
    for (const other of this.all.peek()) if (other.id !== id) this.close(other.id);
  }

  private bring(id: number): View | undefined {
    const tab = this.find(id);
    if (!tab) return undefined;
    this.front.value = id;
    this.tell(tab);
    return tab.view;
  }

  private add(path: string): Tab {
    const id = this.nextId++;
    const view = new View(this.hostOf(id), this.shared, { open: (other) => this.open(other), close: () => this.close(id), step: (by) => this.step(by) });
    const tab = { id, view, stop: view.start(path) };
    this.all.value = [...this.all.peek(), tab];
    return tab;
  }

  /** Only the one in front names the window. */
  private hostOf(id: number): Host {
    const { host } = this;
    return {
      ...host,
      title: (text) => void (this.front.peek() === id && host.title(text)),
      keep: ({ path }) => {
        if (typeof path === "string") this.paths.set(id, path);
        this.keep();
      },
    };
  }

  private tell({ view }: Tab): void {
    this.host.title(view.name.peek());
    this.keep();
  }

  private keep(): void {
    const tabs = this.all.peek().map(({ id }) => this.paths.get(id) ?? this.shared.home);
    const path = this.paths.get(this.front.peek());
    if (path !== undefined) this.host.keep({ path, tabs });
  }

  private find(id: number): Tab | undefined {
    return this.all.peek().find((tab) => tab.id === id);
  }
}
