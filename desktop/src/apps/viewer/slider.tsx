// A value between two, by pointer or keys, with its figure beside it.

import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { formatPercent } from "../../core/units";

interface SliderProps {
  readonly label: string;
  readonly least: number; // per cent
  readonly most: number;
  readonly value: number;
  readonly onValue: (value: number) => void;
  readonly onRest?: () => void; // the movement is over
}

export function Slider({ label, least, most, value, onValue, onRest }: SliderProps): JSX.Element {
  const id = useId();
  const figure = formatPercent(value / 100);
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <span aria-hidden="true">{figure}</span>
      <input id={id} type="range" min={least} max={most} value={value} aria-valuetext={figure} onInput={({ currentTarget }) => onValue(currentTarget.valueAsNumber)} onChange={onRest} onBlur={onRest} />
    </div>
  );
}
