// A dialog with fields, what is wrong with them, and one button that does it.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Ordering } from "../client/asking";
import { Button, type ButtonProps } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { Notice } from "../kit/feedback";
import { leadTo, toBeMended } from "../kit/leading";
import { t } from "../languages/say";

export interface FormProps {
  readonly title: string;
  readonly verb: string;
  readonly look?: NonNullable<ButtonProps["look"]>;
  readonly ordering: Ordering;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function FormDialog({ title, verb, look = "primary", ordering, onSubmit, onClose, children }: FormProps): JSX.Element {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={onSubmit}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look={look} type="submit" busy={ordering.busy}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      {ordering.error && <Wrong>{ordering.error}</Wrong>}
    </Dialog>
  );
}

function Wrong({ children }: { readonly children: string }): JSX.Element {
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = told.current?.closest("form");
    if (form) leadTo(toBeMended(form));
  }, [children]);
  return (
    <div ref={told}>
      <Notice tone="bad">{children}</Notice>
    </div>
  );
}
