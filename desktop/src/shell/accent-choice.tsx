// The accents as swatches to choose from.

import { Check } from "lucide-preact";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { say, t, tell, type Said } from "../languages/say";
import { ACCENTS, type Accent } from "./theme";

const NAMES: Readonly<Record<Accent, Said>> = {
  ember: say("Ember||a colour"),
  rose: say("Rose||a colour"),
  plum: say("Plum||a colour"),
  dusk: say("Dusk||a colour"),
  tide: say("Tide||a colour"),
  moss: say("Moss||a colour"),
};

export function AccentChoice({ value, onAccent }: { readonly value: Accent; readonly onAccent: (accent: Accent) => void }): JSX.Element {
  const name = useId();
  return (
    <fieldset class="accents">
      <legend class="visually-hidden">{t("Accent")}</legend>
      {ACCENTS.map((accent) => (
        <label key={accent} class="seen-choice" title={tell(NAMES[accent])} data-swatch={accent}>
          <input type="radio" name={name} aria-label={tell(NAMES[accent])} checked={value === accent} onChange={() => onAccent(accent)} />
          <span aria-hidden="true">{value === accent && <Check size={17} strokeWidth={3} />}</span>
        </label>
      ))}
    </fieldset>
  );
}
