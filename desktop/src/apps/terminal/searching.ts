// Looks for words in all that a terminal still holds; the newest is found first, as what is looked for was mostly said a moment ago.

import { signal, type ReadonlySignal } from "@preact/signals";
import { SearchAddon, type ISearchOptions } from "@xterm/addon-search";
import type { ITerminalAddon, Terminal } from "@xterm/xterm";
import { found, type Found } from "./found";
import { foundColours } from "./look";
import type { Colours } from "./schemes";

const MOST_MARKED = 1000; // matches; of more no count is given

export class Searching {
  private readonly engine = new SearchAddon({ highlightLimit: MOST_MARKED });
  private readonly results = signal<Found | null>(null);
  private text = "";
  private exact = false; // capitals count

  /** null: nothing is looked for. */
  readonly found: ReadonlySignal<Found | null> = this.results;
  readonly addon: ITerminalAddon = this.engine;

  constructor(
    private readonly terminal: () => Terminal,
    private readonly colours: () => Colours,
  ) {
    this.engine.onDidChangeResults(({ resultIndex, resultCount }) => {
      this.results.value = this.text === "" ? null : found(resultIndex, resultCount, MOST_MARKED);
    });
  }

  /** Begins at the newest. */
  look(text: string, exact: boolean): void {
    this.stop();
    this.terminal().clearSelection(); // it is where looking would go on from
    [this.text, this.exact] = [text, exact];
    this.step(-1);
  }

  /** To the match below (1) or above. */
  step(by: 1 | -1): void {
    if (this.text === "") return;
    if (by === 1) this.engine.findNext(this.text, this.options());
    else this.engine.findPrevious(this.text, this.options());
  }

  /** The marks as the colours are now; the same match stays shown. */
  recolour(): void {
    if (this.text === "") return;
    this.engine.clearDecorations();
    this.engine.findNext(this.text, { ...this.options(), incremental: true });
  }

  stop(): void {
    this.text = "";
    this.engine.clearDecorations();
    this.results.value = null;
  }

  private options(): ISearchOptions {
    return { caseSensitive: this.exact, decorations: foundColours(this.colours()) };
  }
}
