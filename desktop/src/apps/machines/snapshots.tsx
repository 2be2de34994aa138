// The moments of a machine that were kept: gone back to, gone on from in a new machine, and thrown away.

import { Camera, Copy, History, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { Button, IconButton } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { EmptyState } from "../../kit/feedback";
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

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function Snapshots({ host, machine, canTake, onTake }: SnapshotsProps): JSX.Element {
  const [asking, setAsking] = useState<Asking | null>(null);
  const mine = host.live.snapshots.value.filter((snapshot) => snapshot.machine_id === machine.id).reverse();
  const close = (): void => setAsking(null);
  const take = (
    <Button look="primary" icon={Camera} disabled={!canTake} onClick={onTake}>
      Take a snapshot
    </Button>
  );
  return (
    <>
      {mine.length === 0 ? (
        <EmptyState icon={Camera} title="No snapshots yet" action={take}>
          A snapshot keeps the machine as it is now: its disk, and what runs in it. Go back to it when something went wrong, or let new machines go on from it.
        </EmptyState>
      ) : (
        <div class="snapshots">
          <div class="take">{take}</div>
          <ul class="cards" aria-label="Snapshots">
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
          title={`Remove ${asking.snapshot.name}?`}
          verb="Remove"
          onClose={close}
          onConfirm={() => host.api.snapshots.remove(asking.snapshot.id)}
        >
          {machine.name} can no longer go back to it. Machines that began as it go on. This cannot be undone.
        </Confirm>
      )}
    </>
  );
}

function SnapshotRow({ snapshot, onAsk }: { snapshot: Snapshot; onAsk: (what: Asking["what"]) => void }): JSX.Element {
  const facts = [
    WHEN.format(new Date(snapshot.created_at)),
    snapshot.memory ? "disk and memory" : "disk only",
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
          <Button icon={History} onClick={() => onAsk("restore")} aria-label={`Restore ${snapshot.name}`}>
            Restore
          </Button>
          <IconButton name={`New machine from ${snapshot.name}`} icon={Copy} size={16} onClick={() => onAsk("begin")} />
          <IconButton name={`Remove ${snapshot.name}`} icon={Trash2} size={16} onClick={() => onAsk("remove")} />
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
    host.notify("ok", `${machine.name} is what it was at ${snapshot.name}.`);
  };
  return (
    <Confirm title={`Restore ${snapshot.name}?`} verb="Restore" onClose={onClose} onConfirm={restore}>
      {machine.name} becomes what it was on {WHEN.format(new Date(snapshot.created_at))}. What it has become since is thrown away: everything on its disk, and
      everything that runs in it. Take a snapshot first if you may want that back.
    </Confirm>
  );
}
