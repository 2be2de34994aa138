// How a machine is: its load while it runs, and what it is made of.

import type { JSX } from "preact";
import { formatBytes, formatDuration, formatMib, formatPercent } from "../../core/units";
import { joinWords } from "../../core/words";
import { Chart, Facts } from "../../kit/display";
import type { Host } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import { SAMPLES, useLoad } from "./metrics";
import { Rest } from "./rest";
import { describeWorkload } from "./states";
import { describeTimers } from "./timers";

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function Overview({ host, machine }: { readonly host: Host; readonly machine: Machine }): JSX.Element {
  const running = machine.state === "running";
  const load = useLoad(host, machine.id, machine.vcpus, running).value;
  const metrics = load?.latest;
  return (
    <div class="machine-overview">
      {running && (
        <div class="charts">
          <Chart
            name="Processor"
            value={load?.cpu.length ? formatPercent(load.cpu.at(-1) ?? 0) : "–"}
            note={`of ${machine.vcpus} CPU${machine.vcpus === 1 ? "" : "s"}`}
            shares={load?.cpu ?? []}
            length={SAMPLES}
          />
          <Chart
            name="Memory"
            value={metrics ? formatBytes(metrics.memory_total - metrics.memory_available) : "–"}
            note={metrics && `of ${formatBytes(metrics.memory_total)}`}
            shares={load?.memory ?? []}
            length={SAMPLES}
          />
        </div>
      )}
      <Rest state={machine.state} />
      <Facts
        facts={[
          ["Image", machine.image],
          ["Began as", machine.source],
          ["Size", `${machine.vcpus} CPU${machine.vcpus === 1 ? "" : "s"}, ${formatMib(machine.memory_mib)} memory`],
          ["Disk", metrics ? `${formatBytes(metrics.disk_total - metrics.disk_free)} used of ${formatMib(machine.disk_mib)}` : formatMib(machine.disk_mib)],
          ["Runs", machine.command?.length ? <span class="mono">{joinWords(machine.command)}</span> : "Only its system"],
          ["Workload", machine.command?.length ? describeWorkload(machine.workload) : null],
          ["Up for", metrics ? formatDuration(metrics.uptime_seconds) : null],
          ["Processes", metrics ? `${metrics.processes}` : null],
          ["Timers", describeTimers(machine.timers)],
          ["Address", machine.address && <span class="mono">{machine.address}</span>],
          ["Host name", <span class="mono">{machine.hostname}</span>],
          ["Kernel", machine.kernel && <span class="mono">{machine.kernel}</span>],
          ["Engine", machine.engine],
          ["Created", WHEN.format(new Date(machine.created_at))],
          ["Identifier", <span class="mono">{machine.id}</span>],
        ]}
      />
    </div>
  );
}
