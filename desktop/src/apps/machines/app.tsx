// The Machines app: the list of machines, and one of them in detail.

import { useComputed, useSignal } from "@preact/signals";
import { Plus, Server } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Button } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { AppProps } from "../../shell/app";
import { CreateDialog } from "./create";
import { Detail } from "./detail";
import { FirstImage } from "./images";
import { ImageList } from "./image-list";
import { IMAGES, MachineList, TREE } from "./list";
import { Tree } from "./tree";
import "./machines.css";

export function App({ host }: AppProps): JSX.Element {
  const { live } = host;
  const creating = useSignal(false);
  const machines = live.machines.value;
  const chosen = useComputed(() => {
    const wanted = host.state.value["machine"];
    return live.machines.value.find((machine) => machine.id === wanted || machine.name === wanted);
  }).value;
  const current = chosen ?? (host.compact.value ? undefined : machines[0]);
  // A machine that was just ordered is chosen by its name; once it is there, by what does not change.
  useEffect(() => {
    if (chosen) host.keep({ machine: chosen.id });
  }, [chosen?.id]);
  const place = [IMAGES, TREE].find((one) => one === host.state.value["machine"]);
  const choose = (machine: string | null): void => host.keep({ machine });

  if (!live.ready.value) {
    return (
      <div class="app-loading">
        <Spinner name={t("Loading machines")} />
      </div>
    );
  }
  const create = (): void => {
    creating.value = true;
  };
  return (
    <div class="machines">
      {machines.length === 0 ? (
        <Nothing host={host} onCreate={create} />
      ) : (
        <>
          <MachineList machines={machines} current={place ?? current?.id ?? null} onChoose={choose} onCreate={create} />
          {place === IMAGES && <ImageList host={host} onBack={() => choose(null)} />}
          {place === TREE && <Tree host={host} onBack={() => choose(null)} onChoose={choose} />}
          {current && !place && <Detail key={current.id} host={host} machine={current} onBack={() => choose(null)} />}
        </>
      )}
      {creating.value && (
        <CreateDialog
          host={host}
          onClose={() => (creating.value = false)}
          onCreating={choose}
        />
      )}
    </div>
  );
}

function Nothing({ host, onCreate }: AppProps & { readonly onCreate: () => void }): JSX.Element {
  if (!host.live.images.value.some((image) => image.state === "ready")) return <FirstImage host={host} />;
  return (
    <EmptyState
      icon={Server}
      title={t("Your first machine")}
      action={
        <Button look="primary" large icon={Plus} onClick={onCreate}>
          {t("Create a machine")}
        </Button>
      }
    >
      {t("A machine is a real Linux computer of your own, with its own kernel. It starts in seconds and keeps its files.")}
    </EmptyState>
  );
}
