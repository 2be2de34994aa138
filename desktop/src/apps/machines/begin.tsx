// A new machine that goes on as a snapshot, beside the machine that the snapshot is of.

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Snapshot } from "../../wire/generated";
import { nameError, suggestName } from "./sizes";

export function BeginDialog({ host, snapshot, onClose }: { host: Host; snapshot: Snapshot; onClose: () => void }): JSX.Element {
  const taken = new Set(host.live.machines.value.map((machine) => machine.name));
  const suggestion = useMemo(() => suggestName(taken, Math.random), []);
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const { busy, error, order } = useOrdering();

  const begin = (): void => {
    const chosen = name.trim() || suggestion;
    const bad = nameError(chosen, taken);
    setWrong(bad);
    if (bad) return;
    order(host.api.machines.create({ snapshot: snapshot.id, name: chosen }), (machine) => {
      host.live.putMachine(machine);
      host.keep({ machine: machine.id });
      onClose();
    });
  };

  return (
    <Dialog
      title={t("New machine from {name}", { name: snapshot.name })}
      onClose={onClose}
      onSubmit={begin}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t("Create")}
          </Button>
        </>
      }
    >
      <p class="soft">
        {snapshot.memory
          ? t("It goes on where {name} was then: its files, and the programs that ran. {name} is not touched.", { name: snapshot.machine })
          : t("It starts with the files that {name} had then. {name} is not touched.", { name: snapshot.machine })}
      </p>
      <TextField
        label={t("Name")}
        autofocus
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder={suggestion}
        value={name}
        onText={setName}
        error={wrong}
      />
      {error && <Notice tone="bad">{error}</Notice>}
    </Dialog>
  );
}
