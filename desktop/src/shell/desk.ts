// The current desk as a signal, and the ways to change it. desk-keeper.ts remembers it.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { moveRect, placeRect, resizeRect, type Edge, type Rect, type Size } from "../core/geometry";
import type { Push, Snap } from "../core/snaps";
import { tile, type Tile } from "../core/tiles";
import * as windows from "../core/windows";
import { showWorkspace } from "../core/workspaces";
import type { AppManifest } from "./app";
import { Workspaces } from "./workspaces";

const LEAST: Size = { width: 340, height: 220 };

/** What of the overview is kept free for the workspaces, in CSS pixels. */
export const STRIP = 144;

/** A window that is being moved or sized with the arrow keys. */
export interface Adjusting {
  readonly id: number;
  readonly how: "move" | "resize";
  readonly before: windows.WindowState;
}

/** How a window is that another one made. */
export interface Tie {
  readonly fixed: boolean; // it is not sized by its edges
  readonly blocks: number | null; // the one that waits until it is closed
}

/** Where a window can be let go: over a workspace, or over the place of a new one. */
export type Berth = number | "new";

/** A window that is being carried about in the overview. */
export interface Carried {
  readonly id: number;
  readonly tile: Tile;
  readonly over: Berth | null;
}

export class DeskStore {
  private readonly current = signal<windows.Desk>(windows.EMPTY_DESK);
  private readonly closers = new Map<number, Set<() => void>>();
  private readonly guards = new Map<number, () => boolean>();
  private readonly others = signal<readonly AppManifest[]>([]);
  readonly screen = signal<Size>({ width: 1280, height: 736 });
  readonly preview = signal<Snap | null>(null);
  readonly adjusting = signal<Adjusting | null>(null);
  /** The window whose place is being chosen from pictures. */
  readonly arranging = signal<number | null>(null);
  /** Whether all windows that are looked at are shown side by side. */
  readonly overview = signal(false);
  /** Of windows that another one made. */
  readonly ties = signal<ReadonlyMap<number, Tie>>(new Map());
  /** How much is new in a window, as its app says. */
  readonly badges = signal<ReadonlyMap<number, number>>(new Map());
  readonly carried = signal<Carried | null>(null);

  readonly desk: ReadonlySignal<windows.Desk> = this.current;
  readonly workspaces: Workspaces;
  readonly inOrder = computed(() => windows.inOpeningOrder(this.current.value.windows));
  readonly stack = computed(() => windows.stacked(this.current.value).map((window) => window.id));
  /** Which workspace is looked at; null: all as one. */
  private readonly view = computed(() => ({ windows: this.current.value.windows, current: this.compact.value ? null : this.current.value.current }));
  /** The windows that are looked at, the minimised too, in the order in which they were opened. */
  readonly here = computed(() => windows.inOpeningOrder(windows.seen(this.view.value)));
  readonly focusedId = computed(() => windows.focused(this.view.value)?.id ?? null);
  /** Where each window is in the overview; null: it is not open. */
  readonly tiles: ReadonlySignal<ReadonlyMap<number, Tile> | null> = computed(() => (this.overview.value ? this.tiled() : null));

  /** `compact`: every window is the whole screen. `fills`: a new one is, until its person makes it smaller. */
  constructor(
    readonly own: readonly AppManifest[],
    private readonly compact: ReadonlySignal<boolean>,
    private readonly fills: ReadonlySignal<boolean> = signal(false),
  ) {
    this.workspaces = new Workspaces({ desk: this.current, change: (make) => this.change(make), compact });
  }

  /** The house's own apps, and then those of others. */
  get apps(): readonly AppManifest[] {
    return [...this.own, ...this.others.value];
  }

  /** Which apps of others there are, once that is known; windows of those that are no more are closed. */
  offer(others: readonly AppManifest[]): void {
    this.others.value = others;
    const known = new Set(this.apps.map((app) => app.id));
    batch(() => this.inOrder.peek().forEach((window) => !known.has(window.app) && this.drop(window.id)));
  }

  /** Whether there is such an app, or may be: those of others are known a moment later. */
  mayKnow(app: string): boolean {
    return isOthers(app) || this.own.some((one) => one.id === app);
  }

  /** Show this desk in place of the current one. */
  show(desk: windows.Desk): void {
    this.current.value = desk;
  }

  open(appId: string, state?: windows.AppState): void {
    const file = state?.["file"];
    const app = this.apps.find((one) => one.id === appId);
    if (typeof file !== "string" || !app?.receive?.(file)) this.openNew(appId, state);
  }

  /** Without asking an app that runs. */
  openNew(appId: string, state?: windows.AppState): void {
    const app = this.apps.find((one) => one.id === appId);
    if (!app) return;
    const there = !app.many || (app.gathers && state?.["file"]) ? this.lastOf(appId) : undefined;
    batch(() => {
      if (there) {
        this.focus(there.id);
        if (state) this.keep(there.id, state);
      } else {
        const opening = { app: app.id, title: "", size: app.size, snap: this.fills.peek() ? ("full" as const) : null, ...(state ? { state } : {}) };
        this.change((desk) => windows.openWindow(desk, opening, this.screen.peek()));
      }
    });
  }

  /** The window of an app that was in front last; rather one that is looked at than one elsewhere. */
  private lastOf(app: string): windows.WindowState | undefined {
    const isItsOwn = (window: windows.WindowState): boolean => window.app === app;
    return windows.seen(this.view.peek()).findLast(isItsOwn) ?? this.current.peek().windows.findLast(isItsOwn);
  }

  windowsOf(app: string): readonly windows.WindowState[] {
    return this.inOrder.value.filter((window) => window.app === app);
  }

  /** What its app calls it, or the name of the app: that is not kept, as it is another one in another language. */
  titleOf(window: Pick<windows.WindowState, "app" | "title">): string {
    return window.title || (this.apps.find((one) => one.id === window.app)?.name ?? "");
  }

  window(id: number): windows.WindowState | undefined {
    return windows.find(this.current.value, id);
  }

  /** Whether it is on the workspace that is looked at. */
  isHere(window: windows.WindowState): boolean {
    return windows.isOn(window, this.view.value.current);
  }

  /** Whether it is on the screen, if under others. */
  isShown(id: number): boolean {
    const window = this.window(id);
    return window !== undefined && !window.minimised && this.isHere(window);
  }

  /** As the person wants it; an app that has something to say before is asked. */
  close(id: number): void {
    if (this.guards.get(id)?.() ?? true) this.drop(id);
  }

  /** Whatever its app thinks of it. */
  drop(id: number): void {
    this.guards.delete(id);
    this.closers.get(id)?.forEach((run) => run());
    this.closers.delete(id);
    this.badge(id, 0);
    this.tie(id, null);
    this.change((desk) => windows.closeWindow(desk, id));
  }

  onClose(id: number, run: () => void): () => void {
    const runs = this.closers.get(id) ?? new Set();
    this.closers.set(id, runs.add(run));
    return () => runs.delete(run);
  }

  /** Asked before the window closes: false keeps it open. Answers how to forget it. */
  guard(id: number, mayClose: () => boolean): () => void {
    this.guards.set(id, mayClose);
    return () => this.guards.get(id) === mayClose && this.guards.delete(id);
  }

  /** Wherever it is; on a phone that is no other place. */
  focus(id: number): void {
    this.change((desk) => {
      const there = windows.focusWindow(desk, id);
      return this.compact.peek() ? showWorkspace(there, desk.current) : there;
    });
  }

  focusNeighbour(step: 1 | -1): void {
    const next = windows.neighbour(this.view.peek(), step);
    if (next) this.focus(next.id);
  }

  minimise(id: number): void {
    this.change((desk) => windows.minimiseWindow(desk, id));
  }

  minimiseAll(): void {
    this.change((desk) => windows.minimiseAll(desk, this.view.peek()));
  }

  toggleSnap(id: number, snap: Snap): void {
    this.change((desk) => windows.toggleSnap(desk, id, snap));
  }

  push(id: number, way: Push): void {
    this.change((desk) => windows.pushWindow(desk, id, way));
  }

  toggleOnTop(id: number): void {
    this.change((desk) => windows.changeWindow(desk, id, { onTop: !windows.find(desk, id)?.onTop }));
  }

  /** Looks without following: an effect of an app may call it, and runs once more when its window has just gone. */
  title(id: number, title: string): void {
    const window = windows.find(this.current.peek(), id);
    if (window && window.title !== title) this.change((desk) => windows.changeWindow(desk, id, { title }));
  }

  keep(id: number, change: windows.AppState): void {
    const state = { ...windows.find(this.current.peek(), id)?.state, ...change };
    this.change((desk) => windows.changeWindow(desk, id, { state }));
  }

  /** null: it is tied to none. */
  tie(id: number, tie: Tie | null): void {
    const ties = new Map(this.ties.peek());
    if (tie) ties.set(id, tie);
    else if (!ties.delete(id)) return;
    this.ties.value = ties;
  }

  /** The window that has to be closed before this one goes on. */
  blockerOf(id: number): number | undefined {
    return [...this.ties.value].find(([, { blocks }]) => blocks === id)?.[0];
  }

  /** 0: nothing is new. */
  badge(id: number, count: number): void {
    const badges = new Map(this.badges.peek());
    if (count > 0 && windows.find(this.current.peek(), id)) badges.set(id, count);
    else if (!badges.delete(id)) return;
    this.badges.value = badges;
  }

  /** Put a window somewhere; it is free then. */
  place(id: number, rect: Rect): void {
    this.change((desk) => windows.changeWindow(desk, id, { rect, screen: this.screen.peek(), snap: null }));
  }

  /** Where and how it was before. */
  putBack({ id, rect, screen, snap }: windows.WindowState): void {
    this.change((desk) => windows.changeWindow(desk, id, { rect, screen, snap }));
  }

  nudge(id: number, dx: number, dy: number): void {
    const window = this.window(id);
    const screen = this.screen.peek();
    if (window) this.place(id, moveRect(windows.shownRect(window, screen), dx, dy, screen));
  }

  /** By one of its edges; the opposite one stays where it is. */
  pull(id: number, edge: Edge, dx: number, dy: number): void {
    const window = this.window(id);
    if (window) this.place(id, this.resized(windows.shownRect(window, this.screen.peek()), edge, dx, dy));
  }

  resized(rect: Rect, edge: Edge, dx: number, dy: number): Rect {
    return resizeRect(rect, edge, dx, dy, LEAST, this.screen.peek());
  }

  /** Where it is on the screen, when it is not minimised. */
  shown(window: windows.WindowState): Rect {
    const screen = this.screen.value;
    return this.compact.value ? { x: 0, y: 0, ...screen } : windows.shownRect(window, screen);
  }

  /** A free place for a snapped window that is dragged away: its old size under the pointer. */
  freeRect(window: windows.WindowState, pointerX: number): Rect {
    const shown = windows.shownRect(window, this.screen.peek());
    if (!window.snap) return shown;
    const { width, height } = placeRect(window.rect, this.screen.peek(), 0);
    const share = (pointerX - shown.x) / shown.width;
    return { x: Math.round(pointerX - width * share), y: shown.y, width, height };
  }

  private tiled(): ReadonlyMap<number, Tile> {
    const order = this.here.value;
    const carried = this.carried.value;
    const tiles = tile(order.map((window) => this.shown(window)), this.screen.value, this.compact.value ? 0 : STRIP);
    const placed = new Map(order.flatMap(({ id }, at) => (tiles[at] ? [[id, tiles[at]] as const] : [])));
    return carried ? placed.set(carried.id, carried.tile) : placed;
  }

  private change(make: (desk: windows.Desk) => windows.Desk): void {
    const before = this.current.peek();
    const after = make(before);
    this.current.value = after;
    if (after.current !== before.current) this.workspaces.told.value = { what: "shown" };
  }
}

/** Whether an app's id is one of the registry's; the house's own are called by words. */
const isOthers = (app: string): boolean => app.startsWith("app_");
