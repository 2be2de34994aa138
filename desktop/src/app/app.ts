// What an app in a window of the desktop speaks with it by: the house's own host interface. It is served at /ingle/app.js, with its types at /ingle/app.d.ts, and needs nothing else.

/** A file or folder that the app may use, as it was when the desktop told of it. */
export interface FileGiven {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly folder: boolean;
  readonly size: number; // bytes
  readonly type: string; // media type; "": unknown
  readonly modified: string; // RFC 3339
  readonly etag: string | null; // another one when the content is another
}

export interface Theme {
  readonly dark: boolean;
}

export interface Language {
  readonly id: string; // "en", "ar", …
  readonly direction: "ltr" | "rtl"; // in which order its text is read
}

export interface Choice {
  readonly label: string;
  readonly value?: unknown; // what is answered when it is chosen; the label, if nothing is said
  readonly look?: "plain" | "primary" | "danger";
}

/** What an app hears without asking. */
export interface Facts {
  readonly theme: Theme;
  readonly language: Language;
  readonly focus: { readonly focused: boolean };
  /** Further files that the app is to open. An app that does not listen for them has a window for each. */
  readonly opened: { readonly files: readonly FileGiven[] };
  /** Files that were let go of over the app, and where in its page. */
  readonly dropped: { readonly files: readonly FileGiven[]; readonly x: number; readonly y: number };
}

export type Content = string | Blob | ArrayBuffer | ArrayBufferView;

/** The desktop does not do it: `code` is for programs, the message for people. */
export class RefusedError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = "RefusedError";
  }
}

interface Welcome {
  readonly version: number;
  readonly words: readonly string[];
  readonly app: { readonly id: string; readonly name: string; readonly title: string };
  readonly args: unknown;
  readonly file: FileGiven | null;
  readonly theme: Theme;
  readonly language: Language;
  readonly focused: boolean;
}

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (reason: RefusedError) => void;
}

type Message = Readonly<Record<string, unknown>>;
type MayClose = () => boolean | Promise<boolean>;

const VERSION = 1;

/** Says that the app is ready. Rejects where there is no desktop around the page, and where it speaks no version of this. */
export async function connect(): Promise<Host> {
  const line = new Line();
  return new Host(line, (await line.ask("ready", { versions: [VERSION] })) as Welcome);
}

/** The messages, each way. */
class Line {
  private readonly house: string;
  private readonly instance: string;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  onFact: (name: string, value: Message) => void = () => undefined;

  constructor() {
    const said = new URLSearchParams(location.search);
    this.house = said.get("puter.origin") ?? "";
    this.instance = said.get("puter.app_instance_id") ?? "";
    if (parent === window || !this.house || !this.instance) throw new RefusedError("no_desktop", "This page is in no window of a desktop.");
    addEventListener("message", (event) => this.hear(event));
  }

  ask(word: string, said: Message = {}): Promise<unknown> {
    this.last += 1;
    const id = this.last;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      parent.postMessage({ ingle: VERSION, instance: this.instance, id, word, said }, this.house);
    });
  }

  private hear({ source, origin, data }: MessageEvent<unknown>): void {
    if (source !== parent || origin !== this.house || typeof data !== "object" || data === null || !("ingle" in data)) return;
    const message = data as Message;
    if (typeof message["fact"] === "string") this.onFact(message["fact"], message["value"] as Message);
    else this.settle(Number(message["to"]), message);
  }

  private settle(id: number, message: Message): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    const refused = message["refused"] as { code: string; sentence: string } | undefined;
    if (refused) waiting?.failed(new RefusedError(refused.code, refused.sentence));
    else waiting?.done(message["value"]);
  }
}

export class Host {
  readonly app: Welcome["app"];
  /** What the app that launched this one gave it. */
  readonly args: unknown;
  /** What this app was opened with. */
  readonly file: FileGiven | null;
  /** The words that this desktop knows: it may be newer or older than this file. */
  readonly words: ReadonlySet<string>;
  theme: Theme;
  language: Language;
  focused: boolean;
  private readonly listeners = new Map<string, Set<(value: never) => void>>();
  private mayClose: MayClose = () => true;

  /** Use `connect`. */
  constructor(
    private readonly line: Line,
    { app, args, file, words, theme, language, focused }: Welcome,
  ) {
    this.app = app;
    this.args = args;
    this.file = file;
    this.words = new Set(words);
    this.theme = theme;
    this.language = language;
    this.focused = focused;
    line.onFact = (name, value) => this.hear(name, value);
  }

  /** Answers how to stop. */
  on<Name extends keyof Facts>(name: Name, listener: (value: Facts[Name]) => void): () => void {
    const listeners = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Asked when the person closes the window; false keeps it open. What takes longer than a moment answers false at once, and calls `close` in the end. */
  beforeClosing(mayClose: MayClose): void {
    this.mayClose = mayClose;
  }

  /** Of the window. */
  async title(title: string): Promise<void> {
    await this.line.ask("title", { title });
  }

  /** How much is new, at the app in the taskbar; 0: nothing. */
  async badge(count: number): Promise<void> {
    await this.line.ask("badge", { count });
  }

  /** Of the window, in CSS pixels. */
  async size(size: { readonly width?: number; readonly height?: number }): Promise<void> {
    await this.line.ask("size", size);
  }

  /** What the person chooses: from then on the app may read and change it. Nothing is chosen: an empty list. */
  async open(wanted: { readonly accept?: readonly string[]; readonly many?: boolean; readonly folders?: boolean; readonly start?: string } = {}): Promise<readonly FileGiven[]> {
    return (await this.line.ask("open", wanted)) as readonly FileGiven[];
  }

  /** A new file where the person says; null: nowhere. */
  async save(content: Content, name = ""): Promise<FileGiven | null> {
    return (await this.line.ask("save", { content, name })) as FileGiven | null;
  }

  async read(file: Pick<FileGiven, "id">): Promise<Blob> {
    return (await this.line.ask("read", { file: file.id })) as Blob;
  }

  /** Only while it holds what `etag` says; null: whatever it holds. Answers the file as it is then. */
  async write(file: Pick<FileGiven, "id" | "etag">, content: Content): Promise<FileGiven> {
    return (await this.line.ask("write", { file: file.id, etag: file.etag, content })) as FileGiven;
  }

  /** In the app's own name, in every window of its person. `about`: what opens with it. */
  async notify(notice: { readonly title: string; readonly text?: string; readonly about?: unknown }): Promise<void> {
    await this.line.ask("notify", notice);
  }

  /** Another app, by its name, with files that this one may change. */
  async launch(app: string, how: { readonly args?: unknown; readonly files?: readonly Pick<FileGiven, "id">[] } = {}): Promise<void> {
    await this.line.ask("launch", { app, args: how.args, files: how.files?.map(({ id }) => id) ?? [] });
  }

  /** A file, with whatever its person opens such files with. */
  async show(file: Pick<FileGiven, "id">): Promise<void> {
    await this.line.ask("show", { file: file.id });
  }

  /** Asks the person for all of them at once: `fs:PATH:read`, `fs:PATH:write` and the like. */
  async permission(...permissions: readonly string[]): Promise<boolean> {
    return (await this.line.ask("permission", { permissions })) as boolean;
  }

  /** In a dialog of the desktop; null: the person gave no answer. */
  question(text: string, choices: readonly Choice[] = []): Promise<unknown> {
    return this.line.ask("question", { text, choices });
  }

  /** The app's window, whatever is in it. */
  close(): void {
    void this.line.ask("close");
  }

  private hear(name: string, value: Message): void {
    const about = Number(value["about"]);
    if (name === "closing") return void this.answer(about, this.mayClose());
    if (name === "opened") void this.answer(about, (this.listeners.get(name)?.size ?? 0) > 0);
    if (name === "theme") this.theme = value as unknown as Theme;
    if (name === "language") this.language = value as unknown as Language;
    if (name === "focus") this.focused = value["focused"] === true;
    this.listeners.get(name)?.forEach((listener) => listener(value as never));
  }

  private async answer(about: number, yes: boolean | Promise<boolean>): Promise<void> {
    await this.line.ask("answer", { about, yes: await yes });
  }
}
