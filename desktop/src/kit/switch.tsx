// Something that is on or off, at once.

import type { JSX } from "preact";

interface SwitchProps {
  readonly name: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
}

export function Switch({ name, on, onToggle }: SwitchProps): JSX.Element {
  return (
    <label class="switch">
      <input type="checkbox" role="switch" aria-label={name} checked={on} onChange={(event) => onToggle(event.currentTarget.checked)} />
      <span aria-hidden="true" />
    </label>
  );
}
