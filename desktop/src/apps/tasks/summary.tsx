// The whole at a glance: processors and memory of what runs, and the storage of the person's files.

import type { JSX } from "preact";
import { formatBytes, formatMib, formatPercent } from "../../core/units";
import { Chart } from "../../kit/display";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { StorageUsed } from "../../wire/generated";
import { SAMPLES, type Loads } from "./loads";

export function Summary({ host, loads, storage }: { readonly host: Host; readonly loads: Loads; readonly storage: StorageUsed | null }): JSX.Element {
  const running = host.live.machines.value.filter((machine) => machine.state === "running");
  const cpus = running.reduce((sum, machine) => sum + machine.vcpus, 0);
  const memory = running.reduce((sum, machine) => sum + machine.memory_mib, 0);
  const used = [...loads.of.values()].reduce((sum, load) => sum + load.memory, 0);
  return (
    <section class="tasks-summary" aria-label={t("Summary")}>
      <Chart name={t("Processors of machines")} value={loads.cpu.length ? formatPercent(loads.cpu.at(-1) ?? 0) : "–"} note={t("of {count, plural, one {# CPU} other {# CPUs}}", { count: cpus })} shares={loads.cpu} length={SAMPLES} />
      <Chart name={t("Memory of machines")} value={formatBytes(used)} note={t("of {amount}", { amount: formatMib(memory) })} shares={loads.memory} length={SAMPLES} />
      <Storage storage={storage} />
    </section>
  );
}

function Storage({ storage }: { readonly storage: StorageUsed | null }): JSX.Element {
  const limit = storage?.limit_bytes ?? 0;
  const share = storage && limit > 0 ? Math.min(1, storage.used_bytes / limit) : null;
  return (
    <figure class="chart" style={{ margin: 0 }}>
      <figcaption class="name">{t("Storage of your files")}</figcaption>
      <div class="value">
        {storage ? formatBytes(storage.used_bytes) : "–"} {limit > 0 && <small>{t("of {amount}", { amount: formatBytes(limit) })}</small>}
      </div>
      {share !== null && (
        <div class="share" style={{ "--share": `${Math.round(share * 100)}%` }} role="meter" aria-label={t("Storage in use")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} />
      )}
      {storage && <p class="soft">{t("{count, plural, one {# file or folder} other {# files and folders}}", { count: storage.entries })}</p>}
    </figure>
  );
}
