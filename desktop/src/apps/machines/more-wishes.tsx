// What few ask of a new machine: a size of their own, an environment, and what becomes of its command.

import type { JSX } from "preact";
import { SelectField, TextAreaField, TextField } from "../../kit/field";
import { t, tell } from "../../languages/say";
import { RESTARTS, type SizeErrors, type SizeTexts, type When } from "./wishes";

export interface More {
  readonly environment: string; // lines of NAME=value
  readonly restart: When;
}

export const NOTHING_MORE: More = { environment: "", restart: "no" };

interface OwnSizeProps {
  readonly texts: SizeTexts;
  readonly errors: SizeErrors;
  readonly onTexts: (texts: SizeTexts) => void;
}

export function OwnSize({ texts, errors, onTexts }: OwnSizeProps): JSX.Element {
  const labels = { vcpus: t("Processors"), memory_mib: t("Memory in MiB"), disk_mib: t("Disk in MiB") };
  return (
    <div class="own-size">
      {(["vcpus", "memory_mib", "disk_mib"] as const).map((what) => (
        <TextField
          key={what}
          label={labels[what]}
          inputMode="numeric"
          autocomplete="off"
          value={texts[what]}
          onText={(text) => onTexts({ ...texts, [what]: text })}
          error={errors[what]}
        />
      ))}
    </div>
  );
}

interface MoreWishesProps {
  readonly more: More;
  readonly error: string | null | undefined;
  readonly onMore: (more: More) => void;
}

export function MoreWishes({ more, error, onMore }: MoreWishesProps): JSX.Element {
  const whens = (Object.keys(RESTARTS) as readonly When[]).map((value) => ({ value, label: tell(RESTARTS[value]) }));
  return (
    <details class="more-wishes">
      <summary>{t("More")}</summary>
      <TextAreaField
        label={t("Environment")}
        class="mono"
        rows={3}
        spellcheck={false}
        placeholder="NAME=value"
        hint={t("One variable a line. They are seen by all that runs in the machine: secrets are safer in a file.")}
        value={more.environment}
        onText={(environment) => onMore({ ...more, environment })}
        error={error}
      />
      <SelectField label={t("When the command has ended")} options={whens} value={more.restart} onChoice={(restart) => onMore({ ...more, restart })} />
    </details>
  );
}
