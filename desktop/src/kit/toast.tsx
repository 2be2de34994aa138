// Short notes that come and go in a corner, and are read out.

import { signal } from "@preact/signals";
import { X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "./button";
import { ToneIcon, type Tone } from "./feedback";

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
}

const MOST = 4;
const SHOWN_MS: Readonly<Record<Tone, number>> = { ok: 4000, idle: 5000, rest: 5000, warn: 8000, bad: 12_000 };

/** The toasts of one page. */
export class Toasts {
  readonly list = signal<readonly Toast[]>([]);
  private nextId = 1;

  readonly show = (tone: Tone, text: string): void => {
    const id = this.nextId;
    this.nextId += 1;
    const others = this.list.peek().filter((toast) => toast.text !== text);
    this.list.value = [...others, { id, tone, text }].slice(-MOST);
    setTimeout(() => this.dismiss(id), SHOWN_MS[tone]);
  };

  readonly dismiss = (id: number): void => {
    this.list.value = this.list.peek().filter((toast) => toast.id !== id);
  };
}

export function ToastRegion({ toasts }: { readonly toasts: Toasts }): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const list = toasts.list.value;
  useEffect(() => {
    // Shown again at each change, so that it lies above a dialog that was opened since.
    element.current?.hidePopover();
    if (list.length > 0) element.current?.showPopover();
  }, [list]);
  return (
    <div ref={element} class="toasts" popover="manual" role="region" aria-label="Notifications" aria-live="polite">
      {list.map((toast) => (
        <div key={toast.id} class="toast" role={toast.tone === "bad" ? "alert" : "status"}>
          <ToneIcon tone={toast.tone} />
          <p>{toast.text}</p>
          <IconButton name="Dismiss" icon={X} size={15} onClick={() => toasts.dismiss(toast.id)} />
        </div>
      ))}
    </div>
  );
}
