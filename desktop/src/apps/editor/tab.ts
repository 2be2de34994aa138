// One text in the window: its file, and the surface that it is written on once it has been shown.

import type { TextStore } from "../../client/text-store";
import type { Drafts } from "./drafts";
import { OpenFile } from "./open-file";

/** What the text is shown on. */
export interface Sheet {
  text(): string;
  /** Where the cursor stands. */
  at(): number;
  show(text: string, at?: number): void;
  goTo(line: number): void; // from 1
}

const PAUSE_MS = 400; // in typing, after which a draft is written

export class Tab {
  readonly file: OpenFile;
  private sheet: Sheet | null = null;
  private read = ""; // what waits for the sheet
  private line: number | null = null; // where it is to be shown once it is there
  private readAt = 0;
  private pausing: ReturnType<typeof setTimeout> | undefined;
  private drafted: string | null = null; // the ref that this tab's draft is kept by

  constructor(
    readonly id: number,
    private readonly asked: string, // the ref that it was opened by
    readonly store: TextStore,
    private readonly drafts: Drafts,
  ) {
    const unsaved = { of: (ref: string) => this.draftOf(ref), settled: () => this.forget() };
    this.file = new OpenFile(store, (text, at) => this.show(text, at), unsaved);
  }

  /** What it is found by again. */
  get ref(): string {
    return this.file.kept.value?.ref ?? this.asked;
  }

  /** Whether it was asked for by this, or is found by it. */
  answersTo(ref: string): boolean {
    return ref === this.asked || ref === this.file.kept.peek()?.ref;
  }

  /** Answers how to stop. */
  lie(sheet: Sheet): () => void {
    this.sheet = sheet;
    sheet.show(this.read, this.readAt);
    this.arrive();
    return () => {
      this.read = sheet.text();
      this.readAt = sheet.at();
      this.sheet = null;
    };
  }

  /** Now, or when it has been read and lies on its sheet. */
  goTo(line: number): void {
    this.line = line;
    this.arrive();
  }

  private arrive(): void {
    if (this.line === null || !this.sheet || !this.file.kept.peek()) return;
    this.sheet.goTo(this.line);
    this.line = null;
  }

  text(): string {
    return this.sheet?.text() ?? this.read;
  }

  /** Somebody types. */
  touch(): void {
    this.file.touch();
    this.pausing ??= setTimeout(() => this.remember(), PAUSE_MS);
  }

  /** What is written here is wanted by nobody, or is the file's. */
  forget(): void {
    clearTimeout(this.pausing);
    this.pausing = undefined;
    if (this.drafted !== null) this.drafts.drop(this.drafted);
    this.drafted = null;
  }

  /** The draft stays, for whoever opens it again. */
  end(): void {
    if (this.pausing !== undefined) this.remember();
    this.file.end();
  }

  load(): Promise<void> {
    return this.file.load(this.asked);
  }

  /** `over`: whatever the file has become meanwhile. */
  save(over = false): Promise<void> {
    return this.file.save(this.text(), over);
  }

  private show(text: string, at?: number): void {
    this.read = text;
    this.readAt = at ?? this.readAt;
    this.sheet?.show(text, at);
    this.arrive();
  }

  private draftOf(ref: string): ReturnType<Drafts["of"]> {
    const draft = this.drafts.of(ref);
    if (draft) this.drafted = ref;
    return draft;
  }

  private remember(): void {
    clearTimeout(this.pausing);
    this.pausing = undefined;
    const kept = this.file.kept.peek();
    if (!kept || !this.file.dirty) return;
    this.drafted = kept.ref;
    this.drafts.put(kept.ref, { text: this.text(), version: kept.version, at: this.sheet?.at() ?? this.readAt });
  }
}
