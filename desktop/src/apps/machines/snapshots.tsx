// The moments of a machine that were kept: gone back to, gone on from in a new machine, and thrown away.

import { Camera, Copy, History, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { Button, IconButton } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { EmptyState } from "../../kit/feedback";
import { t } from "../../languages/say";
import { dateFormat } from "../../languages/formats";
import type { Host } from "../../shell/app";
import type { Machine, Snapshot } from "../../wire/generated";
import { BeginDialog } from "./begin";
import "./cards.css";
import "./snapshots.css";

interface SnapshotsProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly canTake: boolean;
  readonly onTake: () => void;
}

type Asking = { readonly what: "restore" | "begin" | "remove"; readonly snapshot: Snapshot };

const moment = dateFormat({ dateStyle: "medium", timeStyle: "short" });

export function Snapshots({ host, machine, canTake, onTake }: SnapshotsProps): JSX.Element {
  const [asking, setAsking] = useState<Asking | null>(null);
  const mine = host.live.snapshots.value.filter((snapshot) => snapshot.machine_id === machine.id).reverse();
  const close = (): void => setAsking(null);
  const take = (
    <Button look="primary" icon={Camera} disabled={!canTake} onClick={onTake}>
      {t("Take a snapshot")}
    </Button>
  );
  return (
    <>
      {mine.length === 0 ? (
        <EmptyState icon={Camera} title={t("No snapshots yet")} action={take}>
          {t("A snapshot keeps the machine as it is now: its disk, and what runs in it. Go back to it when something went wrong, or let new machines go on from it.")}
        </EmptyState>
      ) : (
        <div class="snapshots">
          <div class="take">{take}</div>
          <ul class="cards" aria-label={t("Snapshots")}>
            {mine.map((snapshot) => (
              <SnapshotRow key={snapshot.id} snapshot={snapshot} onAsk={(what) => setAsking({ what, snapshot })} />
            ))}
          </ul>
        </div>
      )}
      {asking?.what === "restore" && <RestoreDialog host={host} machine={machine} snapshot={asking.snapshot} onClose={close} />}
      {asking?.what === "begin" && <BeginDialog host={host} snapshot={asking.snapshot} onClose={close} />}
      {asking?.what === "remove" && (
        <Confirm
          title={t("Remove {name}?", { name: asking.snapshot.name })}
          verb={t("Remove")}
          onClose={close}
          onConfirm={() => host.api.snapshots.remove(asking.snapshot.id)}
        >
          {t("{name} can no longer go back to it. Machines that began as it go on. This cannot be undone.", { name: machine.name })}
        </Confirm>
      )}
    </>
  );
}

function SnapshotRow({ snapshot, onAsk }: { snapshot: Snapshot; onAsk: (what: Asking["what"]) => void }): JSX.Element {
  const facts = [
    moment(new Date(snapshot.created_at)),
    snapshot.memory ? t("disk and memory") : t("disk only"),
    snapshot.size_bytes ? formatBytes(snapshot.size_bytes) : "",
  ];
  return (
    <li>
      <div class="row">
        <div class="name">
          <strong>{snapshot.name}</strong>
          <small>{facts.filter(Boolean).join(" · ")}</small>
        </div>
        <div class="buttons">
          <Button icon={History} onClick={() => onAsk("restore")} aria-label={t("Restore {name}", { name: snapshot.name })}>
            {t("Restore")}
          </Button>
          <IconButton name={t("New machine from {name}", { name: snapshot.name })} icon={Copy} size={16} onClick={() => onAsk("begin")} />
          <IconButton name={t("Remove {name}", { name: snapshot.name })} icon={Trash2} size={16} onClick={() => onAsk("remove")} />
        </div>
      </div>
    </li>
  );
}

interface RestoreProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly snapshot: Snapshot;
  readonly onClose: () => void;
}

function RestoreDialog({ host, machine, snapshot, onClose }: RestoreProps): JSX.Element {
  const restore = async (): Promise<void> => {
    host.live.putMachine(await host.api.machines.restore(machine.id, snapshot.id));
    host.notify("ok", t("{name} is what it was at {snapshot}.", { name: machine.name, snapshot: snapshot.name }));
  };
  return (
    <Confirm title={t("Restore {name}?", { name: snapshot.name })} verb={t("Restore")} onClose={onClose} onConfirm={restore}>
      {t("{name} becomes what it was on {moment}. What it has become since is thrown away: everything on its disk, and everything that runs in it. Take a snapshot first if you may want that back.", {
        name: machine.name,
        moment: moment(new Date(snapshot.created_at)),
      })}
    </Confirm>
  );
}
