// Every machine and snapshot under what it came from.

import { ArrowLeft, Camera, GitFork } from "lucide-preact";
import type { JSX } from "preact";
import { useReading } from "../../client/asking";
import { wordFor } from "../../core/thermal";
import { IconButton } from "../../kit/button";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import { dateFormat } from "../../languages/formats";
import type { Host } from "../../shell/app";
import { StateMark } from "../../shell/state-mark";
import type { MachineState } from "../../wire/generated";
import { growTrees, isFamily, type Branch } from "./family";
import "./tree.css";

interface TreeProps {
  readonly host: Host;
  readonly onBack: () => void;
  readonly onChoose: (machine: string) => void;
}

const moment = dateFormat({ dateStyle: "medium", timeStyle: "short" });

export function Tree({ host, onBack, onChoose }: TreeProps): JSX.Element {
  const { machines, snapshots } = host.live;
  const known = [...machines.value, ...snapshots.value].map((one) => `${one.id} ${one.name}`).join();
  const { value, error } = useReading(() => host.api.tree(), [host, known]);
  return (
    <section class="machine-detail" aria-label={t("Forks and snapshots")}>
      <header>
        <IconButton name={t("All machines")} icon={ArrowLeft} class="back" onClick={onBack} />
        <h2>{t("Forks and snapshots")}</h2>
      </header>
      {error && (
        <div class="machine-error">
          <Notice tone="bad">{error}</Notice>
        </div>
      )}
      {!value && !error && (
        <div class="app-loading">
          <Spinner name={t("Loading the tree")} />
        </div>
      )}
      {value && !isFamily(value) && (
        <EmptyState icon={GitFork} title={t("Nothing has branched yet")}>
          {t("Fork a machine, and copies of it go on side by side. Take a snapshot, and new machines can begin as it. What came from what is shown here.")}
        </EmptyState>
      )}
      {value && isFamily(value) && (
        <div class="tree">
          <Branches branches={growTrees(value)} host={host} onChoose={onChoose} />
        </div>
      )}
    </section>
  );
}

interface BranchesProps {
  readonly branches: readonly Branch[];
  readonly host: Host;
  readonly onChoose: (machine: string) => void;
}

function Branches({ branches, host, onChoose }: BranchesProps): JSX.Element {
  return (
    <ul>
      {branches.map(({ node, below }) => (
        <li key={node.id}>
          {node.kind === "machine" ? (
            <MachineNode id={node.id} name={node.name} state={host.live.machine(node.id)?.state ?? (node.state as MachineState)} onChoose={onChoose} />
          ) : (
            <div class="node snapshot">
              <Camera size={14} aria-hidden />
              <span class="name">{node.name}</span>
              <span class="note">
                <span class="visually-hidden">{t("Snapshot")}, </span>
                {moment(new Date(node.created_at))}
              </span>
            </div>
          )}
          {below.length > 0 && <Branches branches={below} host={host} onChoose={onChoose} />}
        </li>
      ))}
    </ul>
  );
}

interface MachineNodeProps {
  readonly id: string;
  readonly name: string;
  readonly state: MachineState;
  readonly onChoose: (machine: string) => void;
}

function MachineNode({ id, name, state, onChoose }: MachineNodeProps): JSX.Element {
  return (
    <button type="button" class="node" onClick={() => onChoose(id)}>
      <StateMark state={state} />
      <span class="name">{name}</span>
      <span class="note">{wordFor(state)}</span>
    </button>
  );
}
