// The Terminal app: a shell in a machine, which one being asked when it is not clear.

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { AppProps } from "../../shell/app";
import { Picker } from "./picker";
import { Screen } from "./screen";
import "./terminal.css";

export function App({ host }: AppProps): JSX.Element {
  const { live } = host;
  const wanted = host.state.value["machine"];
  const machines = live.machines.value;
  const machine = machines.find((one) => one.id === wanted);
  const only = machines.length === 1 && wanted === undefined ? machines[0] : undefined;

  useEffect(() => {
    if (only) host.keep({ machine: only.id });
  }, [only?.id]);
  useEffect(() => host.title(machine?.name ?? t("Terminal")), [machine?.name]);

  if (!live.ready.value) {
    return (
      <div class="app-loading">
        <Spinner name={t("Loading machines")} />
      </div>
    );
  }
  return machine ? <Screen key={machine.id} host={host} machine={machine} /> : <Picker host={host} gone={typeof wanted === "string"} />;
}
