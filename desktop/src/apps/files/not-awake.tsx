// In place of a machine's files while they cannot be read: because it sleeps or was stopped, which its owner ends here, or for another reason.

import { FolderX, Server } from "lucide-preact";
import type { JSX } from "preact";
import { available } from "../../core/actions";
import { isAwake, wordFor } from "../../core/thermal";
import { Button } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import { t, tell } from "../../languages/say";
import { MACHINE_ORDERS } from "../../shell/machine-orders";
import type { View } from "./view";

const WAKING: ReadonlySet<string> = new Set(["start", "wake", "resume"]);

export function NotAwake({ view, why }: { readonly view: View; readonly why: string }): JSX.Element {
  const { api, live, notify } = view.host;
  const machine = view.machine.value;
  if (!machine && !live.ready.value) return <Spinner name={t("Reading")} />;
  if (!machine || isAwake(machine.state)) {
    return (
      <div class="files-nothing">
        <EmptyState icon={FolderX} title={t("This folder cannot be shown")} action={<Button onClick={() => view.go(view.shared.home)}>{t("Go home")}</Button>}>
          {machine ? why : t("There is no such machine any more.")}
        </EmptyState>
      </div>
    );
  }
  const context = { machine, api, live, notify };
  const order = available(MACHINE_ORDERS, context).find(({ id }) => WAKING.has(id));
  return (
    <div class="files-nothing">
      <EmptyState
        icon={Server}
        title={t("{name} is not awake", { name: machine.name })}
        action={
          order ? (
            <Button look="primary" icon={order.icon} onClick={() => order.perform(context)}>
              {tell(order.label)}
            </Button>
          ) : (
            <Spinner name={wordFor(machine.state)} />
          )
        }
      >
        {t("Its files are seen while it runs. Looking here does not wake it.")}
      </EmptyState>
    </div>
  );
}
