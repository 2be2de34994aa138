// The texts that are open in one window, of which one is in front; and the question before unsaved ones are closed.

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { TextStore } from "../../client/text-store";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { Drafts } from "./drafts";
import { Tab } from "./tab";

/** Whether what was written in these is to be saved, before they close, or the window does. */
export interface Asking {
  readonly tabs: readonly Tab[];
  readonly window: boolean;
}

type Door = Pick<Host, "state" | "keep" | "title" | "close" | "guard" | "notify" | "storage" | "user">;

const MOST = 20;

export class Tabs {
  private readonly all = signal<readonly Tab[]>([]);
  private readonly frontId = signal(0);
  private readonly question = signal<Asking | null>(null);
  private nextId = 1;
  private unguard: (() => void) | null = null;
  private readonly drafts: Drafts;

  readonly list: ReadonlySignal<readonly Tab[]> = this.all;
  readonly asking: ReadonlySignal<Asking | null> = this.question;
  readonly front: ReadonlySignal<Tab | null> = computed(() => this.all.value.find((tab) => tab.id === this.frontId.value) ?? null);
  readonly dirty: ReadonlySignal<readonly Tab[]> = computed(() => this.all.value.filter((tab) => tab.file.dirty));

  constructor(
    private readonly host: Door,
    private readonly storeOf: (ref: string) => TextStore,
  ) {
    this.drafts = new Drafts(host.storage, host.user.id);
  }

  /** With those that were open when the window was left; answers how to stop. */
  start(): () => void {
    const { files } = this.host.state.peek();
    const kept = Array.isArray(files) ? files.filter((one): one is string => typeof one === "string").slice(0, MOST) : [];
    kept.forEach((ref) => this.add(ref));
    const opening = effect(() => {
      const { file } = this.host.state.value; // others change it, too: that is how a file is opened in this window
      if (typeof file === "string" && file) untracked(() => this.front.peek()?.answersTo(file) || this.open(file));
    });
    this.unguard = this.host.guard(() => this.mayClose());
    const name = effect(() => this.host.title(`${this.dirty.value.length > 0 ? "• " : ""}${this.front.value?.file.kept.value?.name ?? t("Editor")}`));
    return () => {
      opening();
      name();
      this.unguard?.();
      this.all.peek().forEach((tab) => tab.end());
    };
  }

  /** In front, in a tab of its own; at this line, if one is said. */
  open(ref: string, line?: number): void {
    const there = this.all.peek().find((tab) => tab.answersTo(ref)) ?? (this.all.peek().length < MOST ? this.add(ref) : null);
    if (!there) return this.refuse();
    this.show(there.id);
    if (line !== undefined) there.goTo(line);
  }

  show(id: number): void {
    this.frontId.value = id;
    this.keep();
  }

  step(by: 1 | -1): void {
    const all = this.all.peek();
    const at = all.findIndex((tab) => tab.id === this.frontId.peek());
    const next = all[(at + by + all.length) % all.length];
    if (next) this.show(next.id);
  }

  /** At once, or after a question. */
  close(id: number): void {
    const tab = this.all.peek().find((one) => one.id === id);
    if (tab?.file.dirty) this.question.value = { tabs: [tab], window: false };
    else if (tab) this.drop(tab);
  }

  /** The answer to the question. What could not be saved stays open, in front, and says why. */
  async answer(how: "save" | "leave" | "back"): Promise<void> {
    const asking = this.question.peek();
    this.question.value = null;
    if (!asking || how === "back") return;
    if (how === "leave") asking.tabs.forEach((tab) => tab.forget());
    if (how === "save") await Promise.all(asking.tabs.map((tab) => tab.save()));
    const failed = how === "save" ? asking.tabs.filter((tab) => tab.file.dirty) : [];
    if (failed[0]) this.show(failed[0].id);
    if (!asking.window) asking.tabs.filter((tab) => !failed.includes(tab)).forEach((tab) => this.drop(tab));
    else if (failed.length === 0) this.leave();
  }

  private refuse(): void {
    this.host.notify("warn", t("{count, plural, one {# file is open here.} other {# files are open here.}} Close one to open another.", { count: MOST }));
    this.keep(); // what was asked for is not in front
  }

  private leave(): void {
    this.unguard?.();
    this.host.close();
  }

  private mayClose(): boolean {
    const dirty = this.dirty.peek();
    if (dirty.length > 0) this.question.value = { tabs: dirty, window: true };
    return dirty.length === 0;
  }

  private add(ref: string): Tab {
    const tab = new Tab(this.nextId++, ref, this.storeOf(ref), this.drafts);
    this.all.value = [...this.all.peek(), tab];
    void tab.load().then(() => this.loaded(tab));
    return tab;
  }

  /** A text that was asked for by another of its names is open once. */
  private loaded(tab: Tab): void {
    const twin = this.all.peek().find((other) => other !== tab && other.answersTo(tab.ref));
    if (twin && this.all.peek().includes(tab)) {
      if (this.frontId.peek() === tab.id) this.frontId.value = twin.id;
      this.drop(tab);
    } else this.keep();
  }

  private drop(tab: Tab): void {
    const at = this.all.peek().indexOf(tab);
    if (at < 0) return;
    tab.end();
    this.all.value = this.all.peek().filter((other) => other !== tab);
    const next = this.all.peek()[Math.min(at, this.all.peek().length - 1)];
    if (this.frontId.peek() === tab.id) this.frontId.value = next?.id ?? 0;
    this.keep();
  }

  private keep(): void {
    this.host.keep({ file: this.front.peek()?.ref ?? "", files: this.all.peek().map((tab) => tab.ref) });
  }
}
