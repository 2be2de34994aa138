// How a machine is: its load while it runs, and what it is made of.

import type { JSX } from "preact";
import { formatBytes, formatDuration, formatMib, formatPercent } from "../../core/units";
import { joinWords } from "../../core/words";
import { Chart, Facts } from "../../kit/display";
import { t } from "../../languages/say";
import { dateFormat } from "../../languages/formats";
import type { Host } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import { SAMPLES, useLoad } from "./metrics";
import { Rest } from "./rest";
import { describeWorkload } from "./states";
import { describeTimers } from "./timers";

const moment = dateFormat({ dateStyle: "medium", timeStyle: "short" });

export function Overview({ host, machine }: { readonly host: Host; readonly machine: Machine }): JSX.Element {
  const running = machine.state === "running";
  const load = useLoad(host, machine.id, machine.vcpus, running).value;
  const metrics = load?.latest;
  return (
    <div class="machine-overview">
      {running && (
        <div class="charts">
          <Chart
            name={t("Processor")}
            value={load?.cpu.length ? formatPercent(load.cpu.at(-1) ?? 0) : "–"}
            note={t("of {count, plural, one {# CPU} other {# CPUs}}", { count: machine.vcpus })}
            shares={load?.cpu ?? []}
            length={SAMPLES}
          />
          <Chart
            name={t("Memory")}
            value={metrics ? formatBytes(metrics.memory_total - metrics.memory_available) : "–"}
            note={metrics && t("of {amount}", { amount: formatBytes(metrics.memory_total) })}
            shares={load?.memory ?? []}
            length={SAMPLES}
          />
        </div>
      )}
      <Rest state={machine.state} />
      <Facts
        facts={[
          [t("Image"), machine.image],
          [t("Began as"), machine.source],
          [t("Size"), t("{count, plural, one {# CPU} other {# CPUs}}, {memory} memory", { count: machine.vcpus, memory: formatMib(machine.memory_mib) })],
          [t("Disk"), metrics ? t("{part} used of {size}", { part: formatBytes(metrics.disk_total - metrics.disk_free), size: formatMib(machine.disk_mib) }) : formatMib(machine.disk_mib)],
          [t("Runs"), machine.command?.length ? <span class="mono">{joinWords(machine.command)}</span> : t("Only its system")],
          [t("Workload"), machine.command?.length ? describeWorkload(machine.workload) : null],
          [t("Up for"), metrics ? formatDuration(metrics.uptime_seconds) : null],
          [t("Processes"), metrics ? `${metrics.processes}` : null],
          [t("Timers"), describeTimers(machine.timers)],
          [t("Address"), machine.address && <span class="mono">{machine.address}</span>],
          [t("Host name"), <span class="mono">{machine.hostname}</span>],
          [t("Kernel"), machine.kernel && <span class="mono">{machine.kernel}</span>],
          [t("Engine"), machine.engine],
          [t("Created"), moment(new Date(machine.created_at))],
          [t("Identifier"), <span class="mono">{machine.id}</span>],
        ]}
      />
    </div>
  );
}
