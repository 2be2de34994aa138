// One machine: what can be done with it, how it is, and what it says.

import { ArrowLeft, Ellipsis, Pause, Pencil, Play, RotateCcw, Square, SquareTerminal, Trash2, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explain } from "../../client/http";
import { available } from "../../core/actions";
import { Button, IconButton } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Tabs } from "../../kit/display";
import { Badge, Notice } from "../../kit/feedback";
import { Menu } from "../../kit/menu";
import type { Host } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import { Logs } from "./logs";
import { Overview } from "./overview";
import { RenameDialog } from "./rename";
import { lookOf, MACHINE_ACTIONS, removalKills, type Orders } from "./states";

interface DetailProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly onBack: () => void;
}

type Asking = "rename" | "remove" | null;
type ActionId = (typeof MACHINE_ACTIONS)[number]["id"];

const ICONS: Readonly<Record<ActionId, LucideIcon>> = {
  terminal: SquareTerminal,
  start: Play,
  resume: Play,
  pause: Pause,
  restart: RotateCcw,
  stop: Square,
  rename: Pencil,
  remove: Trash2,
};
const AT_HAND: readonly ActionId[] = ["terminal", "start", "resume", "stop"];

export function Detail({ host, machine, onBack }: DetailProps): JSX.Element {
  const [tab, setTab] = useState<"overview" | "logs">("overview");
  const [asking, setAsking] = useState<Asking>(null);
  const close = (): void => setAsking(null);
  const look = lookOf(machine.state);
  return (
    <section class="machine-detail" aria-label={machine.name}>
      <header>
        <IconButton name="All machines" icon={ArrowLeft} class="back" onClick={onBack} />
        <h2>{machine.name}</h2>
        <span role="status">
          <Badge tone={look.tone} busy={look.busy}>
            {look.label}
          </Badge>
        </span>
        <MachineToolbar orders={ordersFor(host, machine, setAsking)} />
      </header>
      {machine.error && (
        <div class="machine-error">
          <Notice tone="bad">{machine.error}</Notice>
        </div>
      )}
      <Tabs
        name="About this machine"
        current={tab}
        onTab={setTab}
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "logs", label: "Logs" },
        ]}
      >
        {tab === "overview" ? <Overview host={host} machine={machine} /> : <Logs host={host} machine={machine} />}
      </Tabs>
      {asking === "rename" && <RenameDialog host={host} machine={machine} onClose={close} />}
      {asking === "remove" && <RemoveDialog host={host} machine={machine} onClose={close} />}
    </section>
  );
}

/** The likeliest actions as buttons, the others in a menu. */
function MachineToolbar({ orders }: { readonly orders: Orders }): JSX.Element {
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const actions = available(MACHINE_ACTIONS, orders);
  const more = actions.filter((action) => !AT_HAND.includes(action.id)).map((action) => ({
    ...action,
    danger: action.id === "remove",
    icon: ICONS[action.id],
    onSelect: () => action.perform(orders),
  }));
  return (
    <div class="toolbar" role="toolbar" aria-label="Actions">
      {actions
        .filter((action) => AT_HAND.includes(action.id))
        .map((action, at) => (
          <Button key={action.id} look={at === 0 ? "primary" : "plain"} icon={ICONS[action.id]} onClick={() => action.perform(orders)}>
            {action.id === "terminal" ? "Terminal" : action.label}
          </Button>
        ))}
      <IconButton
        name="More actions"
        icon={Ellipsis}
        aria-haspopup="menu"
        onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
      />
      {menuAt && (
        <Menu
          name="More actions"
          anchor={menuAt}
          onClose={() => setMenuAt(null)}
          groups={[more.filter((item) => !item.danger), more.filter((item) => item.danger)]}
        />
      )}
    </div>
  );
}

function RemoveDialog({ host, machine, onClose }: { host: Host; machine: Machine; onClose: () => void }): JSX.Element {
  const kills = removalKills(machine.state);
  return (
    <Confirm title={`Remove ${machine.name}?`} verb="Remove" onClose={onClose} onConfirm={() => host.api.machines.remove(machine.id, kills)}>
      {kills && "The machine is still on and will be cut off at once. "}
      Everything on its disk is deleted. This cannot be undone.
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
    terminal: () => host.open("terminal", { machine: machine.id }),
    rename: () => ask("rename"),
    remove: () => ask("remove"),
  };
}
