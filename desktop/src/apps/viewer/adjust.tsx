// How large a picture becomes, and its light.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../../kit/button";
import { TextField } from "../../kit/field";
import { say, t, tell, type Said } from "../../languages/say";
import { AS_IT_IS, percentOf, resized, sizeOf, type Edits, type Light } from "./edits";
import type { History } from "./history";
import type { Size } from "./sight";
import { Slider } from "./slider";

interface AdjustProps {
  readonly history: History<Edits>;
  readonly picture: Size;
}

const LIGHTS: readonly (readonly [keyof Light, Said])[] = [
  ["brightness", say("Brightness")],
  ["contrast", say("Contrast")],
  ["saturation", say("Saturation")],
];
const MOST = 200; // per cent

export function Adjust({ history, picture }: AdjustProps): JSX.Element {
  const edits = history.now.value;
  const { light } = edits;
  const size = sizeOf(edits, picture);
  const resize = (side: "width" | "height", pixels: number): void => history.change(resized(history.now.peek(), picture, side, pixels), null);
  const whole = sizeOf({ ...edits, width: null }, picture);
  return (
    <div class="edit-adjust" role="group" aria-label={t("Adjust")}>
      <fieldset>
        <legend>{t("Size")}</legend>
        <div class="edit-size">
          <Figure label={t("Width")} unit={t("pixels")} value={size.width} onValue={(pixels) => resize("width", pixels)} />
          <Figure label={t("Height")} unit={t("pixels")} value={size.height} onValue={(pixels) => resize("height", pixels)} />
          <Figure label={t("Per cent")} unit="%" value={percentOf(edits, picture)} onValue={(percent) => resize("width", (whole.width * percent) / 100)} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("Light")}</legend>
        {LIGHTS.map(([what, label]) => (
          <Slider
            key={what}
            label={tell(label)}
            least={0}
            most={MOST}
            value={light[what]}
            onValue={(value) => history.change({ ...history.now.peek(), light: { ...history.now.peek().light, [what]: value } }, what)}
            onRest={() => history.rest()}
          />
        ))}
        <Button look="quiet" disabled={JSON.stringify(light) === JSON.stringify(AS_IT_IS)} onClick={() => history.change({ ...history.now.peek(), light: AS_IT_IS }, null)}>
          {t("As it was||the light of a picture")}
        </Button>
      </fieldset>
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

/** A whole number that counts once it is typed: with Enter, or when the field is left. */
function Figure({ label, unit, value, onValue }: FigureProps): JSX.Element {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const take = (): void => {
    const typed = Number(text);
    if (Number.isSafeInteger(typed) && typed > 0 && typed !== value) onValue(typed);
    else setText(String(value));
  };
  return (
    <TextField
      label={label}
      hint={unit}
      type="number"
      inputMode="numeric"
      min={1}
      value={text}
      onText={setText}
      onBlur={take}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") take();
      }}
    />
  );
}
