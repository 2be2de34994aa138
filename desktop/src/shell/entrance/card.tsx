// The card in which everything on the way in is asked and told.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Notice } from "../../kit/feedback";
import { leadTo, toBeMended } from "../../kit/leading";
import { Logo } from "../logo";

export interface CardProps {
  readonly name: string; // of the form
  readonly title: string;
  readonly about?: ComponentChildren;
  readonly action?: string; // where a browser without a program would send it; password managers look at it
  readonly error?: string | null;
  readonly onSubmit: () => void;
  readonly children?: ComponentChildren;
  readonly footer?: ComponentChildren; // the buttons
}

export function Card({ name, title, about, action, error, onSubmit, children, footer }: CardProps): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error && form.current) leadTo(toBeMended(form.current));
  }, [error]);
  return (
    <form
      ref={form}
      class="login-card"
      aria-label={name}
      noValidate
      {...(action ? { action, method: "post" } : {})}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Logo size={52} />
      <h1>{title}</h1>
      {about && <p class="about">{about}</p>}
      {children}
      {error && <Notice tone="bad">{error}</Notice>}
      {footer && <div class="doing">{footer}</div>}
    </form>
  );
}
