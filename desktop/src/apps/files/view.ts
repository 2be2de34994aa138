// One window of Files: where it is, what it shows and what is chosen in it.

import { batch, computed, effect, signal } from "@preact/signals";
import { explain } from "../../client/http";
import { machineIn } from "../../client/machine-refs";
import { all, extend, NONE, only, prune, toggle, type Selection } from "../../core/selection";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { Directory, type Reading } from "./directory";
import { filtered, type Filter } from "./filters";
import { findDeep } from "./deep-find";
import { find, NO_FINDS, type Finds } from "./finding";
import { grouped, readGrouping, type Grouping } from "./groups";
import { readLayout, type Layout } from "./layouts";
import { arrange, FIRST_ORDER, type Order } from "./order";
import { join, parentOf } from "../../core/file-paths";
import { isWritten, offersAt } from "./offers";
import { crumbs, type Crumb } from "./paths";
import type { Shared } from "./shared";
import { SHARED_WITH_ME, sourceOf } from "./shared-with-me";

export type Panel = "look" | "properties" | "share" | "website" | "remove" | "empty" | null;

/** A search in place of what the directory holds. */
interface Found extends Finds {
  readonly text: string;
  readonly state: Reading;
}

/** The window's other directories. */
export interface TabDoor {
  open(path: string): void;
  close(): void;
  step(by: 1 | -1): void;
}

const SEARCH_AFTER_MS = 180;
const LAYOUT_KEY = "files.layout";
const GROUPING_KEY = "files.grouping";

export class View {
  readonly directory: Directory;
  readonly order = signal<Order>(FIRST_ORDER);
  readonly layout = signal<Layout>("icons");
  readonly grouping = signal<Grouping>("none");
  readonly filter = signal<Filter>("all");
  readonly hidden = signal(false); // whether names that begin with a dot are shown
  readonly selection = signal<Selection>(NONE);
  readonly picking = signal(false); // a touch chooses instead of opening
  readonly renaming = signal<string | null>(null);
  readonly typing = signal(false); // whether the path is a field to type in
  readonly panel = signal<Panel>(null);
  readonly called = signal(0); // how often the list was called to take the focus
  readonly found = signal<Found | null>(null);
  private readonly trail = signal<readonly string[]>([]);
  private readonly at = signal(0);
  private awaited: string | null = null; // an id that is to be chosen once it is shown

  readonly path = computed(() => this.directory.here.value?.path ?? this.trail.value[this.at.value] ?? this.shared.home);
  readonly name = computed(() => this.nameOf(this.path.value));
  /** What the place where one is has beside files. */
  readonly offers = computed(() => offersAt(this.path.value));
  /** The machine that one is in; undefined: in none, or in one that is gone. */
  readonly machine = computed(() => this.host.live.machine(machineIn(this.path.value) ?? ""));
  private readonly grouped = computed(() => {
    const found = this.found.value;
    const entries = filtered(found ? found.entries : this.directory.entries.value, this.filter.value);
    const arranged = arrange(entries, this.order.value, this.hidden.value || found !== null);
    return grouped(arranged, this.look.value === "columns" ? "none" : this.grouping.value, this.order.value, new Date()); // the columns beside have no headings either
  });
  readonly shown = computed(() => this.grouped.value.entries);
  readonly groups = computed(() => this.grouped.value.groups);
  /** What is found is listed, with the line that says it. */
  readonly look = computed((): Layout => (this.found.value ? "list" : this.layout.value));
  readonly ids = computed(() => this.shown.value.map((entry) => entry.id));
  readonly state = computed((): Reading => this.found.value?.state ?? this.directory.state.value);
  readonly chosen = computed(() => this.shown.value.filter((entry) => this.selection.value.chosen.has(entry.id)));
  readonly focused = computed(() => this.shown.value.find((entry) => entry.id === this.selection.value.focus) ?? null);
  readonly inTrash = computed(() => this.path.value.startsWith(join(this.shared.home, "Trash")));
  readonly canGoBack = computed(() => this.at.value > 0);
  readonly canGoForward = computed(() => this.at.value < this.trail.value.length - 1);
  readonly writable = computed(() => {
    const mode = this.directory.here.value?.mode;
    return this.found.value === null && (mode === "write" || mode === "manage") && !this.inTrash.value;
  });

  constructor(
    readonly host: Host,
    readonly shared: Shared,
    readonly tabs: TabDoor,
  ) {
    this.directory = new Directory(sourceOf(shared.stores));
    this.layout.value = readLayout(host.storage.read(LAYOUT_KEY));
    this.grouping.value = readGrouping(host.storage.read(GROUPING_KEY));
  }

  /** Begin there, and follow; answers how to stop. */
  start(path: string): () => void {
    const { host } = this;
    const stops = [
      host.live.listen((fact) => this.directory.hear(fact)),
      effect(() => host.title(this.name.value)),
      effect(() => {
        const ids = this.ids.value;
        this.selection.value = prune(this.selection.peek(), ids);
        if (this.awaited !== null && ids.includes(this.awaited)) this.choose(this.awaited);
      }),
      () => this.directory.close(),
    ];
    this.go(path);
    return () => stops.forEach((stop) => stop());
  }

  // --- where

  crumbs(path: string): readonly Crumb[] {
    return crumbs(path, this.shared.home, (machine) => this.host.live.machine(machine)?.name ?? machine);
  }

  nameOf(path: string): string {
    return this.crumbs(path).at(-1)?.name ?? path;
  }

  go(path: string): void {
    const trail = [...this.trail.peek().slice(0, this.at.peek() + 1), path];
    this.enter(trail, trail.length - 1);
  }

  back = (): void => this.enter(this.trail.peek(), this.at.peek() - 1);
  forward = (): void => this.enter(this.trail.peek(), this.at.peek() + 1);

  up = (): void => {
    const parent = parentOf(this.path.peek());
    if (parent === null) return;
    this.awaited = this.directory.here.peek()?.id ?? null; // where one comes from
    this.go(parent);
  };

  /** A directory, with this in it chosen. */
  goTo(directory: string, entry: FileEntry): void {
    this.awaited = entry.id;
    this.go(directory);
  }

  private enter(trail: readonly string[], at: number): void {
    const path = trail[at];
    if (path === undefined) return;
    batch(() => {
      this.trail.value = trail;
      this.at.value = at;
      this.selection.value = NONE;
      this.renaming.value = null;
      this.found.value = null;
      this.filter.value = "all";
      this.picking.value = false;
    });
    this.host.keep({ path });
    void this.directory.open(path);
  }

  /** A folder is entered, a file opened with what opens its kind; anything else is looked at. */
  open = (entry: FileEntry): void => {
    if (entry.kind === "directory") this.go(entry.path);
    else if (entry.kind === "shortcut") void this.follow(entry);
    else if (!this.opens(entry)) {
      this.choose(entry.id);
      this.panel.value = "look";
    }
  };

  /** Answers whether an app has it now. */
  private opens(entry: FileEntry): boolean {
    const known = this.offers.peek().openers;
    const opened = known ? this.host.openers.of(entry) !== null : isWritten(entry);
    if (opened && known) this.host.openFile(entry);
    else if (opened) this.host.open("editor", { file: entry.id });
    return opened;
  }

  private async follow(shortcut: FileEntry): Promise<void> {
    try {
      const target = await this.shared.stores.of(shortcut.path).stat(shortcut.target_id ?? "");
      if (target.id === shortcut.id && target.kind !== "directory") return this.open(target); // a machine's link is what it leads to, and lies here
      if (target.kind === "directory") this.go(target.path);
      else this.go(parentOf(target.path) ?? target.path);
      this.awaited = target.id;
    } catch {
      this.host.notify("warn", t("What {name} stands for is gone.", { name: shortcut.name }));
    }
  }

  /** The keyboard goes on in the list. */
  focusList(): void {
    this.called.value += 1;
  }

  /** At its first, where nothing of it is chosen. */
  enterList(): void {
    const [first] = this.ids.peek();
    if (first !== undefined && this.selection.peek().chosen.size === 0) this.choose(first);
    this.focusList();
  }

  // --- what is chosen

  choose(id: string): void {
    this.awaited = null;
    this.selection.value = only(id);
  }

  /** As soon as it is shown: it was just made. */
  await(entry: FileEntry | null): void {
    if (!entry) return;
    this.awaited = entry.id;
    if (this.ids.peek().includes(entry.id)) this.choose(entry.id);
  }

  pick(id: string, how: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean }): void {
    const before = this.selection.peek();
    if (how.shiftKey) this.selection.value = extend(before, id, this.ids.peek());
    else if (how.ctrlKey || how.metaKey || this.picking.peek()) this.selection.value = toggle(before, id);
    else this.selection.value = only(id);
  }

  chooseAll = (): void => void (this.selection.value = all(this.ids.peek()));
  chooseNone = (): void => void (this.selection.value = NONE);

  // --- how it is shown

  show(layout: Layout): void {
    this.layout.value = layout;
    this.host.storage.write(LAYOUT_KEY, layout);
  }

  group(grouping: Grouping): void {
    this.grouping.value = grouping;
    this.host.storage.write(GROUPING_KEY, grouping);
  }

  /** Below where one is; an empty text ends it. Answers how to take it back. */
  search(text: string): () => void {
    const wanted = text.trim();
    if (!wanted) {
      this.found.value = null;
      return () => undefined;
    }
    const stop = new AbortController();
    const under = this.path.peek();
    const before = this.found.peek();
    this.found.value = { ...(before ?? NO_FINDS), text: wanted, state: { at: "reading" } };
    const timer = setTimeout(() => {
      const tell = (finds: Finds): void => void (stop.signal.aborted || (this.found.value = { ...finds, text: wanted, state: { at: "reading" } }));
      this.find(wanted, under, stop.signal, tell).then(
        (finds) => {
          if (!stop.signal.aborted) this.found.value = { ...finds, text: wanted, state: { at: "ready" } };
        },
        (reason: unknown) => {
          if (!stop.signal.aborted) this.found.value = { ...NO_FINDS, text: wanted, state: { at: "failed", why: explain(reason) } };
        },
      );
    }, SEARCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  /** In what others share only what is shown is looked at: where it lies is not one's own to search. */
  private find(text: string, under: string, stopped: AbortSignal, tell: (finds: Finds) => void): Promise<Finds> {
    if (!this.offers.peek().index) return findDeep({ store: this.shared.stores.of(under), text, under, stopped, tell });
    if (under !== SHARED_WITH_ME) return find(this.host.api.files, text, under, stopped);
    const wanted = text.toLowerCase();
    const entries = this.directory.entries.peek().filter((entry) => entry.name.toLowerCase().includes(wanted));
    return Promise.resolve({ ...NO_FINDS, entries });
  }
}
