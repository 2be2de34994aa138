// How much of each limit is used.

import type { JSX } from "preact";
import { t, tell } from "../../languages/say";
import type { Limits, Usage } from "../../wire/generated";
import { describeUsage, LIMITED } from "./usage";

export function Gauges({ usage, limits }: { readonly usage: Usage; readonly limits: Limits }): JSX.Element {
  return (
    <ul class="gauges" aria-label={t("Usage")}>
      {describeUsage(usage, limits).map(({ what, said, share, tone }) => (
        <li key={what}>
          <div class="gauge-words">
            <span>
              <strong>{tell(LIMITED[what].name)}</strong> {LIMITED[what].note && <small class="soft">{tell(LIMITED[what].note)}</small>}
            </span>
            <span class="figure">{said}</span>
          </div>
          {share !== null && (
            <div class={`gauge tone-${tone}`} role="meter" aria-label={tell(LIMITED[what].name)} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} aria-valuetext={said}>
              {share > 0 && <i style={{ width: `${(share * 100).toFixed(1)}%` }} />}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
