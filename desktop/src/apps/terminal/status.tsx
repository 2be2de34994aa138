// What stands under a terminal without a shell: why, and what can be done; and over one whose machine sleeps, that it does.

import { Moon, Play, RotateCcw, Sunrise } from "lucide-preact";
import type { JSX } from "preact";
import { explain } from "../../client/http";
import type { Link } from "../../core/sessions";
import { isAsleep } from "../../core/thermal";
import { Button } from "../../kit/button";
import { Spinner } from "../../kit/feedback";
import { say, t, tell, type Said } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Machine, MachineState } from "../../wire/generated";

interface StatusProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly link: Link;
  readonly onNew: () => void;
  readonly onWake: () => void;
}

const OFF: Readonly<Partial<Record<MachineState, Said>>> = {
  stopped: say("{name} is stopped."),
  failed: say("{name} has failed."),
  starting: say("{name} is starting."),
  stopping: say("{name} is stopping."),
  removing: say("{name} is being removed."),
};

export function Status({ host, machine, link, onNew, onWake }: StatusProps): JSX.Element | null {
  const { name } = machine;
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
      <Bar busy={!startable} text={tell(off, { name })}>
        {startable && (
          <Button look="primary" icon={Play} onClick={order(host.api.machines.start)}>
            {t("Start")}
          </Button>
        )}
      </Bar>
    );
  }
  if (machine.state === "paused") {
    return (
      <Bar text={t("{name} is paused; everything in it waits.", { name })}>
        <Button look="primary" icon={Play} onClick={order(host.api.machines.resume)}>
          {t("Resume")}
        </Button>
      </Bar>
    );
  }
  if (link.at === "ended") {
    return (
      <Bar text={link.why}>
        <Button look="primary" icon={RotateCcw} onClick={onNew}>
          {t("New shell")}
        </Button>
        <Button onClick={host.close}>{t("Close")}</Button>
      </Bar>
    );
  }
  if (link.at === "resting") {
    return (
      <Bar text={t("{name} is asleep. Typing wakes it.", { name })}>
        <Button look="primary" icon={Sunrise} onClick={onWake}>
          {t("Wake")}
        </Button>
      </Bar>
    );
  }
  const wakes = isAsleep(machine.state) || machine.state === "waking";
  if (link.at === "live") return wakes ? <Sleeper machine={machine} /> : null;
  if (wakes) return <Bar busy text={t("Waking {name}…", { name })} />;
  return <Bar busy late text={t(link.session === null ? "Opening a shell…" : "Connecting again…")} />;
}

/** Over the text and not beside it: the program keeps the size of its terminal, which it could not be told while it sleeps. */
function Sleeper({ machine }: { readonly machine: Machine }): JSX.Element {
  const { name } = machine;
  const waking = machine.state === "waking";
  return (
    <div class="terminal-sleeper" role="status">
      {waking ? <Spinner /> : <Moon size={14} aria-hidden />}
      {waking ? t("Waking {name}…", { name }) : t(machine.state === "cold" ? "{name} is asleep. Typing wakes it." : "{name} is falling asleep. Typing wakes it.", { name })}
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
