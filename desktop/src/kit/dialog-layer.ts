// Where the dialogs of one part of the page lie: over that part, and only it waits for their answers. Dialogs of no such part are over the whole page.

import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import type { DialogProps } from "./dialog";

/** What a dialog says, for as long as it is open. */
export type Laid = Signal<DialogProps>;

const ABLE = "a[href], button, input, select, textarea, [contenteditable], [tabindex]";

export class DialogLayer {
  private readonly open = signal<readonly Laid[]>([]);
  private readonly openers = new WeakMap<Laid, readonly Element[]>(); // where the keyboard was, the nearest first
  private front: HTMLDialogElement | null = null;
  private frontLaid: Laid | null = null;
  private place: HTMLElement | null = null; // in the front one, where the keyboard was last
  /** From the back to the front; only the front one is answered. */
  readonly laid: ReadonlySignal<readonly Laid[]> = this.open;

  /** `wide`: whether there is room for it; else its dialogs are over the whole page. `isCurrent`: whether the person is at this part. */
  constructor(
    readonly wide: ReadonlySignal<boolean>,
    private readonly isCurrent: () => boolean,
  ) {}

  /** Answers how to take it away. */
  lay(dialog: Laid): () => void {
    this.openers.set(dialog, this.whereabouts()); // inert a moment later
    this.open.value = [...this.open.peek(), dialog];
    return () => (this.open.value = this.open.peek().filter((one) => one !== dialog));
  }

  /** Where the keyboard is, and where it was before the dialog that is in front: the one that comes may take that one's place. */
  private whereabouts(): readonly Element[] {
    const here = document.activeElement;
    const before = (this.frontLaid && this.openers.get(this.frontLaid)) ?? [];
    return here && here !== document.body ? [here, ...before] : before;
  }

  /** It is on the page now. Answers how to leave it, which gives the focus back to where it was. */
  show(dialog: HTMLDialogElement, laid: Laid): () => void {
    const before = { front: this.front, frontLaid: this.frontLaid, place: this.place };
    const openers = this.openers.get(laid) ?? [];
    this.front = dialog;
    this.frontLaid = laid;
    this.place = null;
    if (this.isCurrent()) this.focus();
    return () => {
      const here = document.activeElement;
      const inside = dialog.contains(here) || (here === document.body && this.isCurrent()); // a button that is busy keeps no focus
      if (this.front === dialog) Object.assign(this, before);
      if (inside) queueMicrotask(() => this.giveBack(openers)); // what waited is inert until all of this is drawn
    };
  }

  private giveBack(openers: readonly Element[]): void {
    const opener = openers.find((one) => one instanceof HTMLElement && one.isConnected);
    if (opener instanceof HTMLElement) opener.focus();
    else this.focus();
  }

  /** To where the keyboard was in the dialog that is to be answered. Answers whether there is one. */
  focus(): boolean {
    if (!this.front) return false;
    const place = this.place?.isConnected ? this.place : beginning(this.front);
    place?.focus();
    return true;
  }

  holds(element: Element | null): boolean {
    return this.front?.contains(element) ?? false;
  }

  /** The keyboard goes round in the dialog, and not out of it. */
  walk(event: KeyboardEvent): void {
    if (event.key !== "Tab" || !this.front) return;
    const able = reachable(this.front);
    const [first, last] = [able[0], able.at(-1)];
    const here = document.activeElement;
    const leaves = !this.holds(here) || here === (event.shiftKey ? first : last);
    if (!leaves) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  remember({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && this.holds(target)) this.place = target;
  }
}

/** What a dialog is about, before what closes it. */
export function beginning(dialog: HTMLElement): HTMLElement | null {
  const wanted = dialog.querySelector<HTMLElement>("[autofocus]:not(:disabled)");
  const able = ":is(button, input, select, textarea, [tabindex='0']):not(:disabled, [hidden], [tabindex='-1'])";
  const inPart = (part: string): HTMLElement | null => dialog.querySelector<HTMLElement>(`:scope > form > ${part} ${able}`);
  return wanted ?? inPart(".body") ?? inPart("footer") ?? inPart("header");
}

/** In the order of the Tab key. */
function reachable(dialog: HTMLElement): readonly HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>(ABLE)].filter((one) => one.tabIndex >= 0 && !one.matches(":disabled") && one.checkVisibility() && !isPassedOver(one));
}

/** Of several of which one is chosen, the Tab key stops at that. */
function isPassedOver(one: HTMLElement): boolean {
  if (!(one instanceof HTMLInputElement) || one.type !== "radio" || one.checked) return false;
  const alike = one.form?.elements.namedItem(one.name);
  return alike instanceof RadioNodeList && alike.value !== "";
}

/** The part of the page that this is in. */
export const DialogPart = createContext<DialogLayer | null>(null);
