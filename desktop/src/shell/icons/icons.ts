// What lies on the desktop: the person's Desktop folder, what of it is chosen, and what is done with it.

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { Folder } from "../../client/folder";
import { explain } from "../../client/http";
import type { Sort } from "../../core/icon-grid";
import { all, extend, NONE, only, prune, toggle, type Selection } from "../../core/selection";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import type { AppManifest } from "../app";
import type { Shell } from "../shell";
import { join } from "../../core/file-paths";
import { fileWorkOf, type FileWork } from "../file-work/file-work";
import type { Way } from "../file-work/operations";
import { Placing, type Placeable } from "./placing";
import { sorted } from "./sorting";

export const DESKTOP = "~/Desktop";

/** What an app's icon is called among the others. */
export const appIcon = (app: string): string => `app:${app}`;

type Modifiers = Pick<MouseEvent, "ctrlKey" | "metaKey" | "shiftKey">;

export class Icons {
  private readonly folder: Folder;
  private awaited: string | null = null; // an id that is to be renamed once it is shown
  readonly selection = signal<Selection>(NONE);
  readonly renaming = signal<string | null>(null);
  readonly asked = signal<FileEntry | null>(null); // whose properties are shown
  readonly sharing = signal<FileEntry | null>(null); // of which it is shown who has it

  readonly placing: Placing;
  readonly work: FileWork;
  readonly path: string; // of the folder, whole
  readonly apps: ReadonlySignal<readonly AppManifest[]>;
  readonly shown = computed(() => sorted(this.folder.entries.value, this.placing.sort.value));
  readonly ids = computed(() => this.shown.value.map((entry) => entry.id));
  readonly chosen = computed(() => this.shown.value.filter((entry) => this.selection.value.chosen.has(entry.id)));

  constructor(readonly shell: Shell) {
    this.folder = new Folder(shell.api.files, DESKTOP);
    this.apps = computed(() => shell.desk.apps.filter((app) => !app.others || app.kept));
    const { storage, user, api, live, connect, desk, online, toasts } = shell;
    this.work = fileWorkOf({ api, live, connect, storage, online, user, notify: toasts.show });
    this.path = join(`/${user.name}`, "Desktop");
    const icons = (sort: Sort): readonly Placeable[] => [...this.apps.value.map(({ id, name }) => ({ id: appIcon(id), name })), ...sorted(this.folder.entries.value, sort)];
    this.placing = new Placing({ storage, key: `icons.${user.id}`, kv: api.kv, screen: desk.screen, icons, apps: () => this.apps.value.length });
  }

  /** Begin to follow; answers how to stop. */
  start(): () => void {
    const stops = [
      this.shell.live.listen((fact) => this.folder.hear(fact)),
      effect(() => this.follow(this.ids.value)),
      this.placing.follow(this.shell.live),
      () => this.folder.close(),
    ];
    void this.folder.read();
    return () => stops.forEach((stop) => stop());
  }

  private follow(ids: readonly string[]): void {
    this.selection.value = prune(this.selection.peek(), ids);
    if (this.awaited === null || !ids.includes(this.awaited)) return;
    this.selection.value = only(this.awaited);
    this.renaming.value = this.awaited;
    this.awaited = null;
  }

  /** As a click does. */
  pick(id: string, { ctrlKey, metaKey, shiftKey }: Modifiers): void {
    const before = this.selection.peek();
    this.selection.value = shiftKey ? extend(before, id, this.ids.peek()) : ctrlKey || metaKey ? toggle(before, id) : only(id);
  }

  choose(chosen: readonly string[]): void {
    this.selection.value = { ...all(chosen), chosen: new Set(chosen) };
  }

  /** What a drag that begins at one takes along: all that are chosen, if it is among them. */
  taken(id: string): readonly string[] {
    const { chosen } = this.selection.peek();
    return chosen.has(id) ? [...chosen] : [id];
  }

  /** Icons of files that were let go of over a folder, the trash or a window of Files. Answers whether any were. */
  layInto(ids: readonly string[], into: string, way: Way): boolean {
    const entries = this.shown.peek().filter((entry) => ids.includes(entry.id) && !entry.immutable);
    if (entries.length === 0 || into === this.path) return false;
    void this.work.operations.lay(entries, into, way);
    return true;
  }

  hold(how: "copy" | "cut"): void {
    this.work.operations.clipboard.value = { how, entries: this.chosen.peek() };
  }

  open(entries: readonly FileEntry[]): void {
    entries.forEach((entry) => this.shell.openers.open(entry));
  }

  async rename(entry: FileEntry, name: string): Promise<void> {
    if (name !== entry.name) await this.try(() => this.shell.api.files.rename(entry.id, name));
  }

  async makeFolder(): Promise<void> {
    const made = await this.try(() => this.shell.api.files.mkdir({ path: `${DESKTOP}/${t("New folder")}`, parents: true, dedupe: true }));
    if (made) this.awaitToRename(made);
  }

  async makeFile(): Promise<void> {
    const made = await this.try(() => this.shell.api.files.create(`${DESKTOP}/${t("New text")}.txt`));
    if (made) this.awaitToRename(made);
  }

  /** With a way back for as long as it is told. */
  async trash(entries: readonly FileEntry[]): Promise<void> {
    const gone: string[] = [];
    await this.try(async () => {
      for (const entry of entries) gone.push((await this.shell.api.files.trash(entry.id)).id);
    });
    if (gone.length === 0) return;
    const told =
      gone.length === 1
        ? t("“{name}” moved to the trash.", { name: entries[0]?.name ?? "" })
        : t("{count, plural, one {# thing} other {# things}} moved to the trash.", { count: gone.length });
    const undo = (): void => void this.try(() => Promise.all(gone.map((id) => this.shell.api.files.restore(id))));
    this.shell.toasts.show("ok", told, { action: { label: t("Undo"), run: undo } });
  }

  private awaitToRename(made: FileEntry): void {
    this.awaited = made.id;
    this.follow(this.ids.peek()); // it may be shown already
  }

  private async try<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (reason) {
      this.shell.toasts.show("bad", explain(reason));
      return null;
    }
  }
}
