// A file that is being written: what was read, whether it has been changed since, here or elsewhere.

import { signal, type ReadonlySignal } from "@preact/signals";
import { explain } from "../../client/http";
import { ChangedError, GoneError, type KeptText, type News, type TextStore } from "../../client/text-store";
import { t } from "../../languages/say";
import type { Draft } from "./drafts";

export type Standing =
  | { readonly at: "reading" | "saved" | "changed" | "saving" }
  | { readonly at: "elsewhere" } // changed here and by somebody else: one of both gives way
  | { readonly at: "gone" } // removed; saving makes it anew
  | { readonly at: "unsaved"; readonly why: string } // saving was tried
  | { readonly at: "refused"; readonly why: string }; // it cannot be read, or is no text

export const LARGEST = 2 * 1024 * 1024; // bytes

type Source = Pick<TextStore, "find" | "read" | "write" | "follow">;

/** What was written before the page was loaded; `settled`: nothing is left that it would be of use for. */
export interface Unsaved {
  of(ref: string): Draft | null;
  settled(): void;
}

export class OpenFile {
  private readonly known = signal<KeptText | null>(null);
  private readonly how = signal<Standing>({ at: "reading" });
  private readonly stop = new AbortController();
  private followed: (() => void) | null = null;

  readonly kept: ReadonlySignal<KeptText | null> = this.known;
  readonly standing: ReadonlySignal<Standing> = this.how;

  /** `show` puts what was read, at first or since, in place of what is shown. */
  constructor(
    private readonly source: Source,
    private readonly show: (text: string, at?: number) => void,
    private readonly unsaved: Unsaved,
  ) {}

  get writable(): boolean {
    return this.known.value?.writable === true;
  }

  /** Whether leaving now would lose something. */
  get dirty(): boolean {
    const { at } = this.how.value;
    return at === "changed" || at === "elsewhere" || at === "unsaved" || at === "gone" || at === "saving";
  }

  async load(ref: string): Promise<void> {
    const { at } = this.how.peek();
    try {
      const kept = await this.source.find(ref);
      if (!kept.file) return this.refuse(t("{name} is no file.", { name: kept.name }));
      if (kept.size > LARGEST) return this.refuse(t("{name} is too large to be edited here.", { name: kept.name }));
      const text = await this.source.read(kept, this.stop.signal);
      if (text.includes("\0") || text.includes("\uFFFD")) return this.refuse(t("{name} is not text, and would be damaged by writing it as such.", { name: kept.name }));
      if (this.stop.signal.aborted) return;
      if (at === "saved" && this.dirty) return void (this.how.value = { at: "elsewhere" }); // somebody began to type while it was read again
      this.followed ??= this.source.follow(kept.ref, (news) => this.hear(news));
      const draft = at === "reading" ? this.unsaved.of(kept.ref) : null;
      if (draft && draft.text !== text) return this.goOn(kept, draft);
      this.known.value = kept;
      this.show(text);
      this.settle();
    } catch (reason) {
      if (!this.stop.signal.aborted) this.refuse(explain(reason));
    }
  }

  /** Somebody types. */
  touch(): void {
    if (this.how.peek().at === "saved" || this.how.peek().at === "saving") this.how.value = { at: "changed" };
  }

  /** `over`: whatever it has become meanwhile. */
  async save(text: string, over = false): Promise<void> {
    const kept = this.known.peek();
    const { at } = this.how.peek();
    if (!kept || at === "reading" || at === "saving" || at === "refused" || (at === "elsewhere" && !over)) return;
    this.how.value = { at: "saving" };
    try {
      const written = await this.source.write(kept, text, at === "gone" ? "nothing" : over ? "anything" : "read");
      this.known.value = written;
      if (written.ref !== kept.ref) this.followAnew(written.ref);
      if (this.how.peek().at === "saving") this.settle(); // else somebody went on typing
    } catch (reason) {
      if (reason instanceof ChangedError) this.how.value = { at: "elsewhere" };
      else if (reason instanceof GoneError) this.how.value = { at: "gone" };
      else this.how.value = { at: "unsaved", why: explain(reason) };
    }
  }

  /** Let what was written here go, for what it is now. */
  async reload(): Promise<void> {
    const kept = this.known.peek();
    if (kept) await this.load(kept.ref);
  }

  end(): void {
    this.stop.abort();
    this.followed?.();
  }

  /** With what was not saved. The file is known as what that was begun from, so that nothing else is written over unasked. */
  private goOn(kept: KeptText, draft: Draft): void {
    this.known.value = { ...kept, version: draft.version };
    this.show(draft.text, draft.at);
    this.how.value = { at: draft.version === kept.version ? "changed" : "elsewhere" };
  }

  private settle(): void {
    this.how.value = { at: "saved" };
    this.unsaved.settled();
  }

  private hear(news: News): void {
    const before = this.known.peek();
    if (!before) return;
    if (news.happened === "gone") this.how.value = { at: "gone" };
    else this.see(before, news.now);
  }

  private see(before: KeptText, now: KeptText): void {
    const { at } = this.how.peek();
    if (now.version === before.version || at === "saving") this.known.value = { ...before, name: now.name, path: now.path, directory: now.directory };
    else if (at === "saved") void this.load(now.ref);
    else this.how.value = { at: "elsewhere" };
  }

  private followAnew(ref: string): void {
    this.followed?.();
    this.followed = this.source.follow(ref, (news) => this.hear(news));
  }

  private refuse(why: string): void {
    this.how.value = { at: "refused", why };
  }
}
