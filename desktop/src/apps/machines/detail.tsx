// One machine: what can be done with it, how it is, and what it says.

import { ArrowLeft } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explain } from "../../client/http";
import { IconButton } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Tabs, type Tab } from "../../kit/display";
import { Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { StateBadge } from "../../shell/state-mark";
import type { Machine, Snapshot } from "../../wire/generated";
import { MachineFiles } from "./files";
import { History } from "./history";
import { Logs } from "./logs";
import { ForkDialog, SnapshotDialog } from "./moments";
import { Overview } from "./overview";
import { Ports } from "./ports";
import { RenameDialog } from "./rename";
import { SaveImageDialog } from "./save-image";
import { Snapshots } from "./snapshots";
import { describeRemoval, MACHINE_ACTIONS, removalKills, type Orders } from "./states";
import { TimersDialog } from "./timers-dialog";
import { MachineToolbar } from "./toolbar";

interface DetailProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly onBack: () => void;
}

type Asking = "rename" | "remove" | "snapshot" | "fork" | "save-image" | "timers" | null;
type TabId = "overview" | "files" | "logs" | "ports" | "snapshots" | "history";

const tabs = (): readonly Tab<TabId>[] => [
  { id: "overview", label: t("Overview") },
  { id: "files", label: t("Files") },
  { id: "logs", label: t("Logs") },
  { id: "ports", label: t("Ports") },
  { id: "snapshots", label: t("Snapshots") },
  { id: "history", label: t("History") },
];

export function Detail({ host, machine, onBack }: DetailProps): JSX.Element {
  const [tab, setTab] = useState<TabId>("overview");
  const [asking, setAsking] = useState<Asking>(null);
  const close = (): void => setAsking(null);
  const orders = ordersFor(host, machine, setAsking);
  const show = (snapshot: Snapshot): void => {
    close();
    host.live.putSnapshot(snapshot);
    setTab("snapshots");
    host.notify("ok", t("{name} is kept as {snapshot}.", { name: machine.name, snapshot: snapshot.name }));
  };
  return (
    <section class="machine-detail" aria-label={machine.name}>
      <header>
        <IconButton name={t("All machines")} icon={ArrowLeft} class="back" onClick={onBack} />
        <h2>{machine.name}</h2>
        <span role="status">
          <StateBadge state={machine.state} />
        </span>
        <MachineToolbar orders={orders} />
      </header>
      {machine.error && (
        <div class="machine-error">
          <Notice tone="bad">{machine.error}</Notice>
        </div>
      )}
      <Tabs
        name={t("About this machine")}
        current={tab}
        onTab={setTab}
        tabs={tabs()}
      >
        {tab === "overview" && <Overview host={host} machine={machine} />}
        {tab === "files" && <MachineFiles host={host} machine={machine} />}
        {tab === "logs" && <Logs host={host} machine={machine} />}
        {tab === "ports" && <Ports host={host} machine={machine} />}
        {tab === "snapshots" && (
          <Snapshots host={host} machine={machine} canTake={canSnapshot(orders)} onTake={orders.snapshot} />
        )}
        {tab === "history" && <History host={host} machine={machine} />}
      </Tabs>
      {asking === "rename" && <RenameDialog host={host} machine={machine} onClose={close} />}
      {asking === "snapshot" && <SnapshotDialog host={host} machine={machine} onClose={close} onTaken={show} />}
      {asking === "fork" && <ForkDialog host={host} machine={machine} onClose={close} />}
      {asking === "save-image" && <SaveImageDialog host={host} machine={machine} onClose={close} />}
      {asking === "timers" && <TimersDialog host={host} machine={machine} onClose={close} />}
      {asking === "remove" && <RemoveDialog host={host} machine={machine} onClose={close} />}
    </section>
  );
}

const canSnapshot = (orders: Orders): boolean => MACHINE_ACTIONS.some((action) => action.id === "snapshot" && action.when(orders));

function RemoveDialog({ host, machine, onClose }: { host: Host; machine: Machine; onClose: () => void }): JSX.Element {
  const kills = removalKills(machine.state);
  return (
    <Confirm title={t("Remove {name}?", { name: machine.name })} verb={t("Remove")} onClose={onClose} onConfirm={() => host.api.machines.remove(machine.id, kills)}>
      {describeRemoval(machine.state)} {t("Everything on its disk is deleted. This cannot be undone.")}
    </Confirm>
  );
}

function ordersFor(host: Host, machine: Machine, ask: (asking: Asking) => void): Orders {
  const { machines } = host.api;
  const order = (verb: (id: string) => Promise<Machine>) => (): void => {
    verb(machine.id).then(
      (changed) => host.live.putMachine(changed),
      (reason: unknown) => host.notify("bad", explain(reason)),
    );
  };
  return {
    machine,
    start: order(machines.start),
    stop: order(machines.stop),
    restart: order(machines.restart),
    pause: order(machines.pause),
    resume: order(machines.resume),
    sleep: order(machines.sleep),
    wake: order(machines.wake),
    fork: () => ask("fork"),
    snapshot: () => ask("snapshot"),
    saveImage: () => ask("save-image"),
    timers: () => ask("timers"),
    terminal: () => host.open("terminal", { machine: machine.id }),
    rename: () => ask("rename"),
    remove: () => ask("remove"),
  };
}
