// What became of a machine and when, newest first.

import { History as HistoryIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useReading } from "../../client/asking";
import { wordFor } from "../../core/thermal";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import { dateFormat } from "../../languages/formats";
import type { Host } from "../../shell/app";
import { StateMark } from "../../shell/state-mark";
import type { Machine } from "../../wire/generated";
import "./history.css";

const sayMoment = dateFormat({ dateStyle: "medium", timeStyle: "medium" });

export function History({ host, machine }: { readonly host: Host; readonly machine: Machine }): JSX.Element {
  const { value, error } = useReading(() => host.api.machines.history(machine.id), [host, machine.id, machine.state]);
  if (error) return <div class="history">{<Notice tone="bad">{error}</Notice>}</div>;
  if (!value) return <div class="app-loading">{<Spinner name={t("Loading the history")} />}</div>;
  if (value.length === 0) {
    return (
      <EmptyState icon={HistoryIcon} title={t("Nothing has happened yet")}>
        {t("When the machine starts, rests, falls asleep or stops, it is written down here.")}
      </EmptyState>
    );
  }
  return (
    <ol class="history" aria-label={t("History")}>
      {[...value].reverse().map((moment, at) => (
        <li key={`${moment.at} ${at}`}>
          <StateMark state={moment.state} />
          <strong>{wordFor(moment.state)}</strong>
          <time dateTime={moment.at}>{sayMoment(new Date(moment.at))}</time>
          {moment.detail && <p>{moment.detail}</p>}
        </li>
      ))}
    </ol>
  );
}
