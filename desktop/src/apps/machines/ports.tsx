// What listens in a machine, looked for every few seconds while somebody looks, and how to come to it from one's own computer.

import { Copy, Network } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { ListeningPort, Machine } from "../../wire/generated";
import { forwarding } from "./forwarding";
import "./cards.css";

const EVERY_MS = 3000;

export function Ports({ host, machine }: { readonly host: Host; readonly machine: Machine }): JSX.Element {
  return machine.state === "running" ? (
    <Listening host={host} machine={machine} />
  ) : (
    <EmptyState icon={Network} title={t("The machine is not awake")}>
      {t("What listens in it is seen while it runs. Looking here does not wake it.")}
    </EmptyState>
  );
}

function Listening({ host, machine }: { readonly host: Host; readonly machine: Machine }): JSX.Element {
  const { value, error, again } = useReading(() => host.api.machines.ports(machine.id), [host, machine.id]);
  const seen = host.visible.value;
  useEffect(() => {
    const timer = seen ? setInterval(again, EVERY_MS) : undefined;
    return () => clearInterval(timer);
  }, [seen]);
  if (error) return <Notice tone="bad">{error}</Notice>;
  if (!value) return <div class="app-loading">{<Spinner name={t("Loading")} />}</div>;
  if (value.length === 0) {
    return (
      <EmptyState icon={Network} title={t("Nothing listens")}>
        {t("A server that is started in the machine is listed here, with its port.")}
      </EmptyState>
    );
  }
  return (
    <ul class="cards ports" aria-label={t("Ports")}>
      {value.map((port) => (
        <Port key={`${port.address} ${port.port}`} host={host} machine={machine} port={port} />
      ))}
    </ul>
  );
}

function Port({ host, machine, port }: { readonly host: Host; readonly machine: Machine; readonly port: ListeningPort }): JSX.Element {
  const command = forwarding(machine.name, port.port);
  const copy = (): void => {
    navigator.clipboard?.writeText(command).then(
      () => host.notify("ok", t("Copied.")),
      () => host.notify("bad", t("The browser does not let anything be copied here. Mark the text and copy it.")),
    );
  };
  return (
    <li>
      <div class="row">
        <span class="name">
          <strong class="mono">{port.port}</strong>
          <small>
            {port.process || t("A program that cannot be seen")} · <span class="mono">{port.address}</span>
          </small>
          <code class="mono selectable">{command}</code>
        </span>
        {navigator.clipboard && (
          <Button icon={Copy} aria-label={t("Copy the command for port {port}", { port: port.port })} onClick={copy}>
            {t("Copy")}
          </Button>
        )}
      </div>
    </li>
  );
}
