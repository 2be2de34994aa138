// A machine's timers, as lists to choose from.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { SelectField, type Option } from "../../kit/field";
import { t, tell } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Machine, Timers } from "../../wire/generated";
import { choiceOf, secondsOf, TIMER_NAMES, timerOptions, TIMERS, type TimerName } from "./timers";

type Hotness = "rests" | "hot";

const hotness = (): readonly Option<Hotness>[] => [
  { value: "rests", label: t("Let it rest") },
  { value: "hot", label: t("Keep it running") },
];

export function TimersDialog({ host, machine, onClose }: { host: Host; machine: Machine; onClose: () => void }): JSX.Element {
  const [timers, setTimers] = useState<Timers>(machine.timers ?? {});
  const { busy, error, order } = useOrdering();
  const hot = timers.keep_hot ?? false;
  const save = (): void =>
    order(host.api.machines.update(machine.id, { timers }), (changed) => {
      host.live.putMachine(changed);
      onClose();
    });
  const idle = (name: TimerName): boolean => name === "warm_after" || name === "cold_after";
  return (
    <Dialog
      title={t("Timers of {name}", { name: machine.name })}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t("Save")}
          </Button>
        </>
      }
    >
      <SelectField
        label={t("While nobody uses it")}
        options={hotness()}
        value={hot ? "hot" : "rests"}
        onChoice={(choice) => setTimers({ ...timers, keep_hot: choice === "hot" })}
      />
      {TIMER_NAMES.map((name) => (
        <SelectField
          key={name}
          label={tell(TIMERS[name].label)}
          hint={tell(TIMERS[name].hint)}
          options={timerOptions(name, machine.timers?.[name])}
          value={choiceOf(name, timers[name])}
          disabled={hot && idle(name)}
          onChoice={(choice) => setTimers({ ...timers, [name]: secondsOf(choice) })}
        />
      ))}
      {error && <Notice tone="bad">{error}</Notice>}
    </Dialog>
  );
}
