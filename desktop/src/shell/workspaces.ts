// The workspaces of the desk, and what is done with them. A phone has room for one screen: there all windows are together, and nothing is told of workspaces.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { find, type Desk, type Workspace } from "../core/windows";
import * as workspaces from "../core/workspaces";
import { t } from "../languages/say";

/** What is told of by itself to those who do not see it, and for a moment to those who do. */
export type Told = { readonly what: "shown" } | { readonly what: "placed"; readonly workspace: number } | { readonly what: "moved"; readonly window: number; readonly to: number | null };

interface Ports {
  readonly desk: ReadonlySignal<Desk>;
  readonly change: (make: (desk: Desk) => Desk) => void;
  readonly compact: ReadonlySignal<boolean>;
}

export class Workspaces {
  readonly told = signal<Told | null>(null);
  readonly list: ReadonlySignal<readonly Workspace[]> = computed(() => this.ports.desk.value.workspaces);
  readonly current: ReadonlySignal<number> = computed(() => this.ports.desk.value.current);
  /** Whether they are anything to the person here. */
  readonly offered: ReadonlySignal<boolean> = computed(() => !this.ports.compact.value);
  /** Whether there is anything to switch between. */
  readonly several: ReadonlySignal<boolean> = computed(() => this.offered.value && this.list.value.length > 1);
  readonly mayAdd: ReadonlySignal<boolean> = computed(() => this.offered.value && workspaces.mayAdd(this.ports.desk.value));

  constructor(private readonly ports: Ports) {}

  /** Its own name, or its place. */
  nameOf(id: number): string {
    const at = this.list.value.findIndex((workspace) => workspace.id === id);
    return this.list.value[at]?.name || t("Workspace {number, number}", { number: at + 1 });
  }

  /** How many windows are on it. */
  count(id: number): number {
    return workspaces.windowsOn(this.ports.desk.value, id);
  }

  show(id: number): void {
    this.ports.change((desk) => workspaces.showWorkspace(desk, id));
  }

  /** One on (1) or back (-1), unless there is none. */
  step(by: 1 | -1): void {
    const next = workspaces.workspaceBeside(this.ports.desk.peek(), by);
    if (next) this.show(next.id);
  }

  /** Answers its id, which is that of the last one if there are enough. */
  add(): number {
    this.ports.change(workspaces.addWorkspace);
    return this.list.peek().at(-1)?.id ?? this.current.peek();
  }

  remove(id: number): void {
    this.ports.change((desk) => workspaces.removeWorkspace(desk, id));
  }

  rename(id: number, name: string): void {
    this.ports.change((desk) => workspaces.renameWorkspace(desk, id, name));
  }

  /** To the place of another one among them, which makes room. */
  swap(id: number, other: number): void {
    const at = this.list.peek().findIndex((workspace) => workspace.id === other);
    if (at >= 0) this.put(id, at);
  }

  /** One place on (1) or back (-1). */
  shift(id: number, by: 1 | -1): void {
    const at = this.list.peek().findIndex((workspace) => workspace.id === id);
    if (at >= 0) this.put(id, at + by);
  }

  private put(id: number, at: number): void {
    const before = this.ports.desk.peek();
    this.ports.change((desk) => workspaces.placeWorkspace(desk, id, at));
    if (this.ports.desk.peek() !== before) this.told.value = { what: "placed", workspace: id };
  }

  /** null: to all of them. Who looks stays where they are. */
  move(window: number, to: number | null): void {
    const before = this.ports.desk.peek();
    this.ports.change((desk) => workspaces.moveToWorkspace(desk, window, to));
    if (this.ports.desk.peek() !== before) this.told.value = { what: "moved", window, to };
  }

  /** To where another window is, without a word. */
  join(window: number, other: number): void {
    this.ports.change((desk) => workspaces.moveToWorkspace(desk, window, find(desk, other)?.workspace ?? null));
  }

  /** One on or back, together with the window. */
  takeAlong(window: number, by: 1 | -1): void {
    this.ports.change((desk) => workspaces.takeAlong(desk, window, by));
  }
}
