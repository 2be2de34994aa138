// How a machine is: its load while it runs, and what it is made of.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes, formatDuration, formatMib, formatPercent } from "../../core/units";
import { joinWords } from "../../core/words";
import { Chart, Facts } from "../../kit/display";
import { t } from "../../languages/say";
import { dateFormat } from "../../languages/formats";
import type { Host } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import { sharesOf, SPANS, useLoad, type Load, type Span } from "./metrics";
import { Rest } from "./rest";
import { describeWorkload } from "./states";
import { describeTimers } from "./timers";

const moment = dateFormat({ dateStyle: "medium", timeStyle: "short" });

const sayRate = (bytes: number | undefined): string => (bytes === undefined ? "–" : t("{amount}/s", { amount: formatBytes(Math.round(bytes)) }));

export function Overview({ host, machine }: { readonly host: Host; readonly machine: Machine }): JSX.Element {
  const [span, setSpan] = useState<Span>("now");
  const running = machine.state === "running";
  const load = useLoad(host, machine.id, machine.vcpus, running, span).value;
  const metrics = load?.latest;
  return (
    <div class="machine-overview">
      {running && (
        <>
          <div class="segments" role="group" aria-label={t("How far back")}>
            {(["now", "hour"] as const).map((choice) => (
              <button key={choice} type="button" aria-pressed={span === choice} onClick={() => setSpan(choice)}>
                {choice === "now" ? t("Now") : t("Last hour")}
              </button>
            ))}
          </div>
          <Charts load={load} vcpus={machine.vcpus} length={SPANS[span].most} />
        </>
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

function Charts({ load, vcpus, length }: { readonly load: Load | null; readonly vcpus: number; readonly length: number }): JSX.Element {
  const metrics = load?.latest;
  return (
    <div class="charts">
      <Chart
        name={t("Processor")}
        value={load?.cpu.length ? formatPercent(load.cpu.at(-1) ?? 0) : "–"}
        note={t("of {count, plural, one {# CPU} other {# CPUs}}", { count: vcpus })}
        shares={load?.cpu ?? []}
        length={length}
      />
      <Chart
        name={t("Memory")}
        value={metrics ? formatBytes(metrics.memory_total - metrics.memory_available) : "–"}
        note={metrics && t("of {amount}", { amount: formatBytes(metrics.memory_total) })}
        shares={load?.memory ?? []}
        length={length}
      />
      <Chart name={t("Disk")} value={sayRate(load?.disk.at(-1))} note={t("read and written")} shares={sharesOf(load?.disk ?? [])} length={length} />
      <Chart name={t("Network")} value={sayRate(load?.network.at(-1))} note={t("in and out")} shares={sharesOf(load?.network ?? [])} length={length} />
    </div>
  );
}
