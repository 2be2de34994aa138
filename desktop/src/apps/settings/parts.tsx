// What the pages are made of.

import { Check, Copy } from "lucide-preact";
import type { ComponentType, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Elevation } from "./elevation";

export { Line, Lines, Section } from "../../kit/lines";
export { Asked } from "../../shell/asked";

/** What every page gets. */
export interface PageProps {
  readonly host: Host;
  readonly elevation: Elevation;
}

export type PageView = ComponentType<PageProps>;

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
