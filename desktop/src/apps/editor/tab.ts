// One text in the window: its file, and the surface that it is written on once it has been shown.

import type { TextStore } from "../../client/text-store";
import { OpenFile } from "./open-file";

/** What the text is shown on. */
export interface Sheet {
  text(): string;
  show(text: string): void;
}

export class Tab {
  readonly file: OpenFile;
  private sheet: Sheet | null = null;
  private read = ""; // what waits for the sheet

  constructor(
    readonly id: number,
    private readonly asked: string, // the ref that it was opened by
    readonly store: TextStore,
  ) {
    this.file = new OpenFile(store, (text) => {
      this.read = text;
      this.sheet?.show(text);
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
    return () => {
      this.read = sheet.text();
      this.sheet = null;
    };
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
