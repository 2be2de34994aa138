// What a machine is now, kept or gone on with elsewhere: the dialogs of a snapshot and of forks.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { FormDialog } from "../../shell/form-dialog";
import type { Machine, Snapshot } from "../../wire/generated";
import { forkError, MOST_FORKS } from "./family";

interface MomentProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly onClose: () => void;
}

const PLAIN = { autocomplete: "off", autocapitalize: "none", spellcheck: false } as const;

export function SnapshotDialog({ host, machine, onClose, onTaken }: MomentProps & { readonly onTaken: (snapshot: Snapshot) => void }): JSX.Element {
  const [name, setName] = useState("");
  const ordering = useOrdering();
  const stands = machine.state === "stopped" || machine.state === "failed";
  const take = (): void => ordering.order(host.api.snapshots.create(machine.id, { name: name.trim() }), onTaken);
  return (
    <FormDialog title={t("Snapshot of {name}", { name: machine.name })} verb={t("Take snapshot")} ordering={ordering} onClose={onClose} onSubmit={take}>
      <p class="soft">
        {t(stands ? "Keeps its disk as it is now." : "Keeps its disk, and what runs in it, as it is now. It goes on; the moment costs it a short standstill.")}
      </p>
      <TextField label={t("Name")} autofocus {...PLAIN} placeholder="before-the-upgrade" hint={t("Optional; without one a name is made up.")} value={name} onText={setName} />
    </FormDialog>
  );
}

export function ForkDialog({ host, machine, onClose }: MomentProps): JSX.Element {
  const [name, setName] = useState("");
  const [count, setCount] = useState("1");
  const ordering = useOrdering();
  const many = Number(count) > 1;

  const fork = (): void => {
    const taken = new Set(host.live.machines.value.map((one) => one.name));
    const wish = { name: name.trim(), count: Number(count) };
    const wrong = forkError(wish.name, wish.count, taken);
    ordering.refuse(wrong);
    if (wrong) return;
    ordering.order(host.api.machines.fork(machine.id, wish), (made) => {
      made.forEach((one) => host.live.putMachine(one));
      host.notify("ok", made.length === 1 ? t("{name} is there.", { name: made[0]?.name ?? "" }) : t("{count, plural, one {# fork of {name} is there.} other {# forks of {name} are there.}}", { count: made.length, name: machine.name }));
      if (made[0]) host.keep({ machine: made[0].id });
      onClose();
    });
  };

  return (
    <FormDialog title={t("Fork {name}", { name: machine.name })} verb={t("Fork")} ordering={ordering} onClose={onClose} onSubmit={fork}>
      <p class="soft">{t("A fork goes on as this machine is now, with its files and the programs that run; this one goes on beside it.")}</p>
      <TextField
        label={t("Name")}
        autofocus
        {...PLAIN}
        placeholder={`${machine.name}-fork`}
        hint={many ? t("They are called {name}-1, {name}-2, …; without a name, names are made up.", { name: name.trim() || "name" }) : t("Optional; without one a name is made up.")}
        value={name}
        onText={setName}
      />
      <TextField label={t("How many")} type="number" min={1} max={MOST_FORKS} inputMode="numeric" value={count} onText={setCount} />
    </FormDialog>
  );
}
