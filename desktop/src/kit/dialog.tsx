// Modal dialogs on the platform's own <dialog>: it traps focus, makes the rest inert, closes on Escape and gives focus back.

import { X } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../languages/say";
import { Button, IconButton, type ButtonProps } from "./button";
import { Notice } from "./feedback";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
  readonly onSubmit?: () => void;
}

export function Dialog({ title, onClose, wide, children, footer, onSubmit }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    if (dialog?.querySelector("header")?.contains(document.activeElement)) first(dialog)?.focus();
    return () => dialog?.close();
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <dialog
      ref={element}
      class={`dialog ${wide ? "wide" : ""}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
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

/** What a dialog is about, before what closes it. */
function first(dialog: HTMLElement): HTMLElement | null {
  const able = ":is(button, input, select, textarea, [tabindex='0']):not(:disabled, [tabindex='-1'])";
  return dialog.querySelector<HTMLElement>(`:scope > form > .body ${able}`) ?? dialog.querySelector<HTMLElement>(`:scope > form > footer ${able}`);
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
