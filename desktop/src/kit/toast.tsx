// Short notes that come and go in a corner, and are read out.

import { signal, type ReadonlySignal } from "@preact/signals";
import { X } from "lucide-preact";
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../languages/say";
import { Button, IconButton } from "./button";
import { ToneIcon, type Tone } from "./feedback";

/** What a toast may have beside its tone and text. */
export interface ToastExtras {
  readonly title?: string;
  readonly picture?: ComponentChildren; // in place of the sign of its tone
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Toast extends ToastExtras {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
}

const MOST = 4;
const SHOWN_MS: Readonly<Record<Tone, number>> = { ok: 4000, idle: 5000, rest: 5000, warn: 8000, bad: 12_000 };
const TO_ACT_MS = 10_000; // at least so long, where something can be done about it

/** The toasts of one page. While somebody is at them with pointer or keyboard, none goes by itself. */
export class Toasts {
  readonly list = signal<readonly Toast[]>([]);
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private held = false;
  private nextId = 1;

  /** `onShow`: hears of each. */
  constructor(private readonly onShow: (tone: Tone) => void = () => undefined) {}

  /** Answers by which number it can be dismissed. */
  readonly show = (tone: Tone, text: string, extras: ToastExtras = {}): number => {
    const toast: Toast = { id: this.nextId, tone, text, ...extras };
    this.nextId += 1;
    const others = this.list.peek().filter((one) => one.text !== text || one.title !== toast.title);
    this.list.value = [...others, toast].slice(-MOST);
    if (!this.held) this.arm(toast);
    this.onShow(tone);
    return toast.id;
  };

  readonly dismiss = (id: number): void => {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.list.value = this.list.peek().filter((toast) => toast.id !== id);
    if (this.list.peek().length === 0) this.held = false; // nobody can be at what is not there
  };

  readonly hold = (): void => {
    this.held = true;
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
  };

  readonly release = (): void => {
    this.held = false;
    this.list.peek().forEach((toast) => this.arm(toast));
  };

  private arm({ id, tone, action }: Toast): void {
    clearTimeout(this.timers.get(id));
    const time = action ? Math.max(TO_ACT_MS, SHOWN_MS[tone]) : SHOWN_MS[tone];
    this.timers.set(id, setTimeout(() => this.dismiss(id), time));
  }
}

const low = signal<readonly HTMLElement[]>([]);
const BELOW = "--below"; // pixels from the bottom of the page that toasts leave free

/** For what lies where toasts come, and is not to be hidden by them. `shown`: whether it is there. */
export function useBelowToasts(box: RefObject<HTMLElement>, shown: boolean): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    low.value = [...low.peek(), element];
    return () => void (low.value = low.peek().filter((one) => one !== element));
  }, [shown]);
}

/** Toasts lie above what is low, where they would lie over it. Answers how to stop. */
function keepAbove(region: HTMLElement, elements: ReadonlySignal<readonly HTMLElement[]>): () => void {
  const place = (): void => {
    region.style.removeProperty(BELOW);
    const { left, right, top, bottom } = region.getBoundingClientRect();
    const seen = elements.peek().filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const hidden = seen.map((element) => element.getBoundingClientRect()).filter((box) => box.left < right && box.right > left && box.top < bottom && box.bottom > top);
    if (hidden.length > 0) region.style.setProperty(BELOW, `${innerHeight - Math.min(...hidden.map((box) => box.top))}px`);
  };
  const observer = new ResizeObserver(place);
  [region, ...elements.peek()].forEach((element) => observer.observe(element));
  addEventListener("resize", place);
  return () => {
    observer.disconnect();
    removeEventListener("resize", place);
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
  const lying = low.value;
  useEffect(() => (element.current && list.length > 0 ? keepAbove(element.current, low) : undefined), [list, lying]);
  return (
    <div
      ref={element}
      class="toasts"
      popover="manual"
      role="region"
      aria-label={t("Notifications")}
      aria-live="polite"
      onPointerEnter={toasts.hold}
      onPointerLeave={toasts.release}
      onFocusCapture={toasts.hold}
      onBlurCapture={toasts.release}
    >
      {list.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onDismiss={() => toasts.dismiss(toast.id)} />
      ))}
    </div>
  );
}

function ToastCard({ toast, onDismiss }: { readonly toast: Toast; readonly onDismiss: () => void }): JSX.Element {
  const { tone, title, text, picture, action } = toast;
  const act = (): void => {
    onDismiss();
    action?.run();
  };
  return (
    <div class="toast" role={tone === "bad" ? "alert" : "status"}>
      {picture ?? <ToneIcon tone={tone} />}
      <div class="said">
        {title && <strong>{title}</strong>}
        {text && <p>{text}</p>}
        {action && (
          <Button look="quiet" onClick={act}>
            {action.label}
          </Button>
        )}
      </div>
      <IconButton name={t("Dismiss")} icon={X} size={15} onClick={onDismiss} />
    </div>
  );
}
