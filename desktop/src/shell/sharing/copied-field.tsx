// An address that is to be copied, beside the button that does it.

import { Copy } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../app";

interface CopiedFieldProps {
  readonly host: Pick<Host, "notify">;
  readonly label: string;
  readonly text: string;
  readonly hint?: string;
  readonly dir?: "ltr";
  readonly copied: string; // what is said then
  readonly selected: string; // or where the browser lets nobody copy
}

export function CopiedField({ host, label, text, hint, dir, copied, selected }: CopiedFieldProps): JSX.Element {
  const copy = (field: HTMLInputElement | null): void => {
    field?.select();
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("only pages over HTTPS may"));
    written.then(
      () => host.notify("ok", copied),
      () => host.notify("warn", selected),
    );
  };
  return (
    <div class="share-made">
      <TextField label={label} readOnly dir={dir} hint={hint} value={text} onText={() => undefined} onFocus={(event) => event.currentTarget.select()} />
      <Button look="primary" icon={Copy} onClick={(event) => copy(event.currentTarget.parentElement?.querySelector("input") ?? null)}>
        {t("Copy")}
      </Button>
    </div>
  );
}
