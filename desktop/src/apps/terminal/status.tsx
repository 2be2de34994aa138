// What stands under a terminal without a shell: why, and what can be done; and over one whose machine sleeps, that it does.

import { Moon, Play, RotateCcw, Sunrise } from "lucide-preact";
import type { JSX } from "preact";
import { explain } from "../../client/http";
import type { Link } from "../../core/sessions";
import { isAsleep } from "../../core/thermal";
import { Button } from "../../kit/button";
import { Spinner } from "../../kit/feedback";
import type { Host } from "../../shell/app";
import type { Machine, MachineState } from "../../wire/generated";

interface StatusProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly link: Link;
  readonly onNew: () => void;
  readonly onWake: () => void;
}

const OFF: Readonly<Partial<Record<MachineState, string>>> = {
  stopped: "is stopped",
  failed: "has failed",
  starting: "is starting",
  stopping: "is stopping",
  removing: "is being removed",
};

export function Status({ host, machine, link, onNew, onWake }: StatusProps): JSX.Element | null {
  const off = OFF[machine.state];
  const order = (verb: (id: string) => Promise<Machine>) => (): void => {
    verb(machine.id).then(
      (changed) => host.live.putMachine(changed),
      (reason: unknown) => host.notify("bad", explain(reason)),
    );
  };
  if (off) {
    const startable = machine.state === "stopped" || machine.state === "failed";
    return (
      <Bar busy={!startable} text={`${machine.name} ${off}.`}>
        {startable && (
          <Button look="primary" icon={Play} onClick={order(host.api.machines.start)}>
            Start
          </Button>
        )}
      </Bar>
    );
  }
  if (machine.state === "paused") {
    return (
      <Bar text={`${machine.name} is paused; everything in it waits.`}>
        <Button look="primary" icon={Play} onClick={order(host.api.machines.resume)}>
          Resume
        </Button>
      </Bar>
    );
  }
  if (link.at === "ended") {
    return (
      <Bar text={link.why}>
        <Button look="primary" icon={RotateCcw} onClick={onNew}>
          New shell
        </Button>
        <Button onClick={host.close}>Close</Button>
      </Bar>
    );
  }
  if (link.at === "resting") {
    return (
      <Bar text={`${machine.name} is asleep. Typing wakes it.`}>
        <Button look="primary" icon={Sunrise} onClick={onWake}>
          Wake
        </Button>
      </Bar>
    );
  }
  const wakes = isAsleep(machine.state) || machine.state === "waking";
  if (link.at === "live") return wakes ? <Sleeper machine={machine} /> : null;
  if (wakes) return <Bar busy text={`Waking ${machine.name}…`} />;
  return <Bar busy late text={link.session === null ? "Opening a shell…" : "Connecting again…"} />;
}

/** Over the text and not beside it: the program keeps the size of its terminal, which it could not be told while it sleeps. */
function Sleeper({ machine }: { readonly machine: Machine }): JSX.Element {
  const waking = machine.state === "waking";
  return (
    <div class="terminal-sleeper" role="status">
      {waking ? <Spinner /> : <Moon size={14} aria-hidden />}
      {waking ? `Waking ${machine.name}…` : `${machine.name} ${machine.state === "cold" ? "is asleep" : "is falling asleep"}. Typing wakes it.`}
    </div>
  );
}

interface BarProps {
  readonly text: string;
  readonly busy?: boolean;
  readonly late?: boolean; // shown only when it takes long enough to be noticed
  readonly children?: JSX.Element | false | (JSX.Element | false)[];
}

function Bar({ text, busy, late, children }: BarProps): JSX.Element {
  return (
    <div class={late ? "terminal-status late" : "terminal-status"} role="status">
      {busy && <Spinner />}
      <p>{text}</p>
      {children}
    </div>
  );
}
