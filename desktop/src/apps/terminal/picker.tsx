// Which machine a terminal is for.

import { ChevronRight, SquareTerminal } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { EmptyState, Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { StateBadge } from "../../shell/state-mark";

export function Picker({ host, gone }: { readonly host: Host; readonly gone: boolean }): JSX.Element {
  const machines = host.live.machines.value;
  if (machines.length === 0) {
    return (
      <EmptyState
        icon={SquareTerminal}
        title={t("No machine to open a terminal on")}
        action={
          <Button look="primary" large onClick={() => host.open("machines")}>
            {t("Open Machines")}
          </Button>
        }
      >
        {t("Create a machine first; a terminal is then one click away.")}
      </EmptyState>
    );
  }
  return (
    <div class="picker">
      {gone && <Notice tone="warn">{t("The machine that this terminal was on is gone.")}</Notice>}
      <h2>{t("On which machine?")}</h2>
      <ul aria-label={t("Machines")}>
        {machines.map((machine) => (
          <li key={machine.id}>
            <button type="button" onClick={() => host.keep({ machine: machine.id, session: null })}>
              <SquareTerminal size={18} aria-hidden />
              <span class="name">{machine.name}</span>
              <StateBadge state={machine.state} />
              <ChevronRight size={16} aria-hidden class="soft" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
