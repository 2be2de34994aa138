// Another name for a machine.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import { nameError } from "./sizes";

interface RenameProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly onClose: () => void;
}

export function RenameDialog({ host, machine, onClose }: RenameProps): JSX.Element {
  const [name, setName] = useState(machine.name);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const others = new Set(host.live.machines.value.filter((one) => one.id !== machine.id).map((one) => one.name));

  const rename = (): void => {
    const wrong = nameError(name, others);
    setError(wrong);
    if (wrong) return;
    setBusy(true);
    host.api.machines.update(machine.id, { name }).then(
      (changed) => {
        host.live.putMachine(changed);
        onClose();
      },
      (reason: unknown) => {
        setBusy(false);
        setError(explain(reason));
      },
    );
  };

  return (
    <Dialog
      title={t("Rename {name}", { name: machine.name })}
      onClose={onClose}
      onSubmit={rename}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t("Rename")}
          </Button>
        </>
      }
    >
      <TextField label={t("Name")} autofocus autocomplete="off" spellcheck={false} value={name} onText={setName} error={error} />
    </Dialog>
  );
}
