// xterm.js set up for Ingle: letters, links, a fast renderer where there is one, copying, and no answers to old questions.

import { FitAddon } from "@xterm/addon-fit";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { isReport } from "../../core/reports";
import { FONT, type TerminalLook } from "./look";
import { coloursOf, type Colours } from "./schemes";
import { Searching } from "./searching";

export interface EmulatorOptions {
  readonly look: TerminalLook;
  readonly dark: boolean;
  readonly screenReader: boolean;
  readonly onText: (text: string) => void;
  readonly onResize: (rows: number, cols: number) => void;
  readonly onTitle: (title: string) => void;
}

const REPLAY_QUIET_MS = 300; // old output comes in one go; this long without any and it is over
const SCROLLBACK_LINES = 10_000;

export class Emulator {
  readonly terminal: Terminal;
  readonly searching = new Searching(
    () => this.terminal,
    () => this.colours,
  );
  /** The next letter typed is a control character; for keyboards without that key. */
  control = false;
  onControlUsed: () => void = () => undefined;
  private colours: Colours;
  private readonly fitting = new FitAddon();
  private replaying: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: EmulatorOptions) {
    const { look, dark } = options;
    this.colours = coloursOf(look.scheme, dark);
    this.terminal = new Terminal({
      allowProposedApi: true, // marks where matches are
      cursorBlink: true,
      cursorStyle: look.cursor,
      fontFamily: FONT,
      fontSize: look.fontSize,
      lineHeight: 1.2,
      macOptionIsMeta: true,
      minimumContrastRatio: 3,
      screenReaderMode: options.screenReader,
      scrollback: SCROLLBACK_LINES,
      theme: this.colours,
    });
    this.terminal.loadAddon(this.fitting);
    this.terminal.loadAddon(this.searching.addon);
    this.terminal.loadAddon(new WebLinksAddon((_, address) => void window.open(address, "_blank", "noopener,noreferrer")));
    this.terminal.onData((text) => this.typed(text));
    this.terminal.onTitleChange(options.onTitle);
    this.terminal.onResize(({ rows, cols }) => options.onResize(rows, cols));
    this.terminal.attachCustomKeyEventHandler((event) => !this.shortcut(event));
  }

  async mount(element: HTMLElement): Promise<void> {
    await document.fonts.load(`${this.options.look.fontSize}px "JetBrains Mono"`).catch(() => undefined);
    this.terminal.open(element);
    this.fit();
    await this.accelerate();
  }

  fit(): void {
    const element = this.terminal.element?.parentElement;
    if (element && element.clientWidth > 0 && element.clientHeight > 0) this.fitting.fit();
  }

  write(bytes: Uint8Array): void {
    this.terminal.write(bytes);
    if (this.replaying !== undefined) this.expectReplay();
  }

  /** What comes now was there before: begin with an empty screen, and do not answer what was asked then. */
  replay(): void {
    this.terminal.reset();
    this.expectReplay();
  }

  copy(): void {
    const text = this.terminal.getSelection();
    if (!text) return;
    // Without a secure context there is only the old way; xterm.js puts its selection into the event.
    if (navigator.clipboard) void navigator.clipboard.writeText(text);
    else document.execCommand("copy");
  }

  async paste(): Promise<void> {
    this.terminal.paste(await navigator.clipboard.readText());
  }

  show({ scheme, fontSize, cursor }: TerminalLook, dark: boolean): void {
    const { options } = this.terminal;
    options.cursorStyle = cursor;
    this.colours = coloursOf(scheme, dark);
    if (options.theme !== this.colours) {
      options.theme = this.colours;
      this.searching.recolour();
    }
    if (options.fontSize === fontSize) return;
    options.fontSize = fontSize;
    this.fit();
  }

  dispose(): void {
    clearTimeout(this.replaying);
    this.terminal.dispose();
  }

  private expectReplay(): void {
    clearTimeout(this.replaying);
    this.replaying = setTimeout(() => (this.replaying = undefined), REPLAY_QUIET_MS);
  }

  private typed(text: string): void {
    if (this.replaying !== undefined && isReport(text)) return;
    if (this.control && text.length === 1) {
      this.control = false;
      this.onControlUsed();
      this.options.onText(String.fromCharCode(text.toUpperCase().charCodeAt(0) & 0x1f));
    } else {
      this.options.onText(text);
    }
  }

  /** Ctrl+Shift+C copies. Ctrl+Shift+V is the browser's own "paste as text", which needs no permission; xterm.js takes it from there. */
  private shortcut(event: KeyboardEvent): boolean {
    if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) return false;
    if (event.code === "KeyV") return true;
    if (event.code !== "KeyC") return false;
    if (event.type === "keydown") {
      event.preventDefault();
      this.copy();
    }
    return true;
  }

  private async accelerate(): Promise<void> {
    try {
      const { WebglAddon } = await import("@xterm/addon-webgl");
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.terminal.loadAddon(webgl);
    } catch {
      // No WebGL here: xterm.js goes on with elements.
    }
  }
}
