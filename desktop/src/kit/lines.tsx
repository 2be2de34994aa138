// Lists of things with something to do about each, and the sections that they stand in.

import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

export interface SectionProps {
  readonly title: string;
  readonly about?: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Section({ title, about, action, children }: SectionProps): JSX.Element {
  const id = useId();
  return (
    <section class="page-section" aria-labelledby={id}>
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
