// What is changed often, at hand beside the notifications.

import { BellOff, LockKeyhole, Monitor, Moon, Sun, SunMedium, Wind, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { available } from "../core/actions";
import { say, t, tell, type Said } from "../languages/say";
import { DESKTOP_ACTIONS } from "./actions";
import type { Shell } from "./shell";
import type { Appearance } from "./theme";

const LOOKS: readonly { readonly id: Appearance; readonly label: Said; readonly icon: LucideIcon }[] = [
  { id: "system", label: say("System||of light or dark"), icon: Monitor },
  { id: "light", label: say("Light||appearance"), icon: Sun },
  { id: "dark", label: say("Dark||appearance"), icon: Moon },
];

export function QuickSettings({ shell }: { readonly shell: Shell }): JSX.Element {
  const { centre, theme, wakefulness } = shell;
  const lock = available(DESKTOP_ACTIONS, shell).find(({ id }) => id === "lock");
  return (
    <section class="quick-settings" aria-label={t("Quick settings")}>
      <Looks value={theme.appearance.value} onLook={(look) => (theme.appearance.value = look)} />
      <Tile icon={BellOff} label={t("Do not disturb")} on={centre.quiet.value} onToggle={(on) => (centre.quiet.value = on)} />
      {wakefulness.possible && (
        <Tile icon={SunMedium} label={t("Keep screen on")} on={wakefulness.wanted.value} onToggle={(on) => (wakefulness.wanted.value = on)} />
      )}
      <Tile icon={Wind} label={t("Less movement")} on={theme.motion.value === "less"} onToggle={(on) => (theme.motion.value = on ? "less" : "system")} />
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
