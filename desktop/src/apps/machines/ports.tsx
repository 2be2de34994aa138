// What listens in a machine, looked for every few seconds while somebody looks: opened as a page, or reached from one's own computer by the command line.

import { Copy, ExternalLink, Network } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useReading } from "../../client/asking";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { ListeningPort, Machine } from "../../wire/generated";
import { forwarding } from "./forwarding";
import { pageOf } from "./port-address";
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

/** The tab is made at once, while the browser still knows that it was asked for by a click. */
async function open(host: Host, machine: Machine, port: number): Promise<void> {
  const tab = window.open("about:blank", "_blank");
  try {
    const page = pageOf(await host.api.machines.openPort(machine.id, port), location);
    if (page === null) throw new Error(t("A port is opened at a name below this host’s, and an IP address has none. Open the desktop by its name, or use the command."));
    if (tab === null) throw new Error(t("The browser did not let a new tab be opened. Allow it for this page, and try again."));
    tab.opener = null;
    tab.location.replace(page);
  } catch (error) {
    tab?.close();
    host.notify("bad", explain(error));
  }
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
        <Button icon={ExternalLink} aria-label={t("Open port {port}", { port: port.port })} onClick={() => void open(host, machine, port.port)}>
          {t("Open")}
        </Button>
        {navigator.clipboard && (
          <Button icon={Copy} aria-label={t("Copy the command for port {port}", { port: port.port })} onClick={copy}>
            {t("Copy")}
          </Button>
        )}
      </div>
    </li>
  );
}
