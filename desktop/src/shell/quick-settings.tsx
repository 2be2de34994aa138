// What is changed often, at hand beside the notifications.

import { BellOff, Languages, LockKeyhole, Monitor, Moon, Sun, SunMedium, Volume2, VolumeX, Wind, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { available } from "../core/actions";
import type { Choice } from "../languages/known";
import { say, t, tell, type Said } from "../languages/say";
import { AccentChoice } from "./accent-choice";
import { DESKTOP_ACTIONS } from "./actions";
import { languageOptions } from "./language-options";
import type { Shell } from "./shell";
import type { Appearance } from "./theme";

const LOOKS: readonly { readonly id: Appearance; readonly label: Said; readonly icon: LucideIcon }[] = [
  { id: "system", label: say("System||of light or dark"), icon: Monitor },
  { id: "light", label: say("Light||appearance"), icon: Sun },
  { id: "dark", label: say("Dark||appearance"), icon: Moon },
];

export function QuickSettings({ shell }: { readonly shell: Shell }): JSX.Element {
  const { theme, wakefulness } = shell;
  const { habits } = shell.centre;
  const { sounds } = habits.value.value;
  const lock = available(DESKTOP_ACTIONS, shell).find(({ id }) => id === "lock");
  return (
    <section class="quick-settings" aria-label={t("Quick settings")}>
      <Looks value={theme.appearance.value} onLook={(look) => (theme.appearance.value = look)} />
      <AccentChoice value={theme.accent.value} onAccent={(accent) => (theme.accent.value = accent)} />
      <Tile icon={BellOff} label={t("Do not disturb")} on={habits.quiet.value} onToggle={(quiet) => habits.change({ quiet })} />
      <Tile icon={sounds ? Volume2 : VolumeX} label={t("Sounds")} on={sounds} onToggle={(on) => habits.change({ sounds: on })} />
      {wakefulness.possible && (
        <Tile icon={SunMedium} label={t("Keep screen on")} on={wakefulness.wanted.value} onToggle={(on) => (wakefulness.wanted.value = on)} />
      )}
      <Tile icon={Wind} label={t("Less movement")} on={theme.motion.value === "less"} onToggle={(on) => (theme.motion.value = on ? "less" : "system")} />
      <Language value={theme.language.value} onLanguage={(choice) => (theme.language.value = choice)} />
      {lock && (
        <button type="button" class="quick-tile" onClick={() => lock.perform(shell)}>
          <LockKeyhole size={17} aria-hidden />
          <span>{tell(lock.label)}</span>
        </button>
      )}
    </section>
  );
}

function Looks({ value, onLook }: { readonly value: Appearance; readonly onLook: (look: Appearance) => void }): JSX.Element {
  const name = useId();
  return (
    <fieldset class="looks">
      <legend class="visually-hidden">{t("Appearance")}</legend>
      {LOOKS.map(({ id, label, icon: Sign }) => (
        <label key={id}>
          <input type="radio" name={name} checked={value === id} onChange={() => onLook(id)} />
          <Sign size={15} aria-hidden />
          {tell(label)}
        </label>
      ))}
    </fieldset>
  );
}

/** A tile that has the browser's own list in it. */
function Language({ value, onLanguage }: { readonly value: Choice; readonly onLanguage: (choice: Choice) => void }): JSX.Element {
  return (
    <label class="quick-tile quick-language">
      <Languages size={17} aria-hidden />
      <select aria-label={t("Language")} value={value} onChange={(event) => onLanguage(event.currentTarget.value as Choice)}>
        {languageOptions().map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TileProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
}

function Tile({ icon: Sign, label, on, onToggle }: TileProps): JSX.Element {
  return (
    <button type="button" class="quick-tile" aria-pressed={on} onClick={() => onToggle(!on)}>
      <Sign size={17} aria-hidden />
      <span>{label}</span>
    </button>
  );
}
