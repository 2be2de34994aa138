// What the pages are made of: sections, lines with something to do about them, and what is still being read.

import { Check, Copy } from "lucide-preact";
import type { ComponentChildren, ComponentType, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Reading } from "../../client/asking";
import { Button, IconButton } from "../../kit/button";
import { Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Elevation } from "./elevation";

/** What every page gets. */
export interface PageProps {
  readonly host: Host;
  readonly elevation: Elevation;
}

export type PageView = ComponentType<PageProps>;

export interface SectionProps {
  readonly title: string;
  readonly about?: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Section({ title, about, action, children }: SectionProps): JSX.Element {
  const id = useId();
  return (
    <section class="settings-section" aria-labelledby={id}>
      <header>
        <div>
          <h3 id={id}>{title}</h3>
          {about && <p class="soft">{about}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}

export interface LineProps {
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly mark?: ComponentChildren; // before the title
  readonly children?: ComponentChildren; // what can be done
}

/** One thing, and what can be done about it. */
export function Line({ title, note, mark, children }: LineProps): JSX.Element {
  return (
    <>
      {mark && <div class="mark-place">{mark}</div>}
      <div class="said">
        <strong>{title}</strong>
        {note && <span class="soft">{note}</span>}
      </div>
      {children && <div class="doing">{children}</div>}
    </>
  );
}

export interface LinesProps<T> {
  readonly name: string;
  readonly items: readonly T[];
  readonly none: ComponentChildren; // said where there is nothing
  readonly idOf: (item: T) => string;
  readonly children: (item: T) => ComponentChildren;
}

export function Lines<T>({ name, items, none, idOf, children }: LinesProps<T>): JSX.Element {
  if (items.length === 0) return <p class="soft nothing">{none}</p>;
  return (
    <ul class="lines" aria-label={name}>
      {items.map((item) => (
        <li key={idOf(item)}>{children(item)}</li>
      ))}
    </ul>
  );
}

export interface AskedProps<T> {
  readonly reading: Reading<T>;
  readonly saying: string; // while it is read
  readonly children: (value: T) => ComponentChildren;
}

/** What was read, or that it is being, or why it could not be. */
export function Asked<T>({ reading, saying, children }: AskedProps<T>): JSX.Element {
  const { value, error, again } = reading;
  return (
    <>
      {error && (
        <Notice tone="bad">
          {error}{" "}
          <Button look="quiet" onClick={again}>
            {t("Try again")}
          </Button>
        </Notice>
      )}
      {value === null ? !error && <Spinner name={saying} /> : children(value)}
    </>
  );
}

/** Something that is shown once, to be taken along. */
export function Secret({ label, text }: { readonly label: string; readonly text: string }): JSX.Element {
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => undefined);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="input-with-button">
        <input id={id} class="input mono" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
        {/* Browsers have no clipboard on a page without HTTPS; there one selects it. */}
        {"clipboard" in navigator && <IconButton name={t(copied ? "Copied" : "Copy")} icon={copied ? Check : Copy} onClick={copy} />}
      </div>
    </div>
  );
}

/** In place of a picture of somebody. */
export function Initial({ name }: { readonly name: string }): JSX.Element {
  return (
    <span class="small-initial" aria-hidden="true">
      {name.charAt(0).toUpperCase()}
    </span>
  );
}
