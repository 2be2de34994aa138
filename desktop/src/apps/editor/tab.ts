// One text in the window: its file, and the surface that it is written on once it has been shown.

import type { TextStore } from "../../client/text-store";
import { OpenFile } from "./open-file";

/** What the text is shown on. */
export interface Sheet {
  text(): string;
  show(text: string): void;
  goTo(line: number): void; // from 1
}

export class Tab {
  readonly file: OpenFile;
  private sheet: Sheet | null = null;
  private read = ""; // what waits for the sheet
  private line: number | null = null; // where it is to be shown once it is there

  constructor(
    readonly id: number,
    private readonly asked: string, // the ref that it was opened by
    readonly store: TextStore,
  ) {
    this.file = new OpenFile(store, (text) => {
      this.read = text;
      this.sheet?.show(text);
      this.arrive();
    });
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
    sheet.show(this.read);
    this.arrive();
    return () => {
      this.read = sheet.text();
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

  load(): Promise<void> {
    return this.file.load(this.asked);
  }

  /** `over`: whatever the file has become meanwhile. */
  save(over = false): Promise<void> {
    return this.file.save(this.text(), over);
  }
}
