// Modal dialogs: those of a part of the page, such as a window, block that part and lie over it; all others block the page.

import { useSignal } from "@preact/signals";
import { X } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../languages/say";
import { Button, IconButton, type ButtonProps } from "./button";
import { beginning, DialogPart, type DialogLayer, type Laid } from "./dialog-layer";
import { Notice } from "./feedback";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
  readonly onSubmit?: () => void;
}

export function Dialog(props: DialogProps): JSX.Element {
  const layer = useContext(DialogPart);
  return layer?.wide.value ? <Lay layer={layer} {...props} /> : <Frame {...props} />;
}

/** Shown by what shows the layer: here is only what it says. */
function Lay({ layer, ...props }: DialogProps & { readonly layer: DialogLayer }): null {
  const dialog = useSignal<DialogProps>(props);
  useLayoutEffect(() => void (dialog.value = props));
  useLayoutEffect(() => layer.lay(dialog), [layer, dialog]);
  return null;
}

/** The dialogs of a part of the page, with a veil over it. */
export function Dialogs({ layer }: { readonly layer: DialogLayer }): JSX.Element | null {
  const laid = layer.laid.value;
  if (laid.length === 0) return null;
  return (
    <DialogPart.Provider value={layer}>
      <div class="dialogs-veil" />
      {laid.map((dialog, at) => (
        <Frame key={keyOf(dialog)} {...dialog.value} layer={layer} laid={dialog} waits={at < laid.length - 1} />
      ))}
    </DialogPart.Provider>
  );
}

const keys = new WeakMap<Laid, number>();
let lastKey = 0;

function keyOf(dialog: Laid): number {
  const key = keys.get(dialog) ?? (lastKey += 1);
  keys.set(dialog, key);
  return key;
}

interface FrameProps extends DialogProps {
  readonly layer?: DialogLayer; // none: it is over the whole page
  readonly laid?: Laid;
  readonly waits?: boolean; // for one that was opened from it
}

function Frame({ title, onClose, wide, children, footer, onSubmit, layer, laid, waits = false }: FrameProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return undefined;
    return layer && laid ? layer.show(dialog, laid) : cover(dialog);
  }, [layer, laid]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (!layer || event.defaultPrevented || event.isComposing) return;
    layer.walk(event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <dialog
      ref={element}
      class={`dialog ${wide ? "wide" : ""}`}
      aria-labelledby={titleId}
      {...(layer ? { open: true, "aria-modal": true, inert: waits } : {})}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={press}
      onFocusIn={(event) => layer?.remember(event)}
    >
      <form onSubmit={submit} noValidate>
        <header>
          <h2 id={titleId}>{title}</h2>
          <IconButton name={t("Close")} icon={X} onClick={onClose} />
        </header>
        <div class="body">{children}</div>
        {footer && <footer>{footer}</footer>}
      </form>
    </dialog>
  );
}

/** Over the whole page: the platform itself makes the rest inert and gives the focus back. */
function cover(dialog: HTMLDialogElement): () => void {
  dialog.showModal();
  if (dialog.querySelector("header")?.contains(document.activeElement)) beginning(dialog)?.focus();
  return () => dialog.close();
}

export interface ConfirmProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly verb: string;
  readonly look?: NonNullable<ButtonProps["look"]>;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone; stays open and says why when it fails. */
export function Confirm({ title, children, verb, look = "danger", onConfirm, onClose }: ConfirmProps): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const confirm = (): void => {
    setBusy(true);
    onConfirm().then(onClose, (reason: unknown) => {
      setBusy(false);
      setError(reason instanceof Error ? reason.message : String(reason));
    });
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={confirm}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look={look} busy={busy} type="submit">
            {verb}
          </Button>
        </>
      }
    >
      <p class="soft">{children}</p>
      {error && <Notice tone="bad">{error}</Notice>}
    </Dialog>
  );
}
