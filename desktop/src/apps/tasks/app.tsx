// The Tasks app: every window and every machine in one table, what they take, and how to end them.

import { useSignal } from "@preact/signals";
import { Moon } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { Tabs } from "../../kit/display";
import { EmptyState } from "../../kit/feedback";
import { Menu } from "../../kit/menu";
import { say, t, tell, type Said } from "../../languages/say";
import type { AppProps, Host } from "../../shell/app";
import { actionsOf } from "./actions";
import { arrange, FIRST_ORDER, rowsOf, type Order, type Row, type Which } from "./rows";
import { Summary } from "./summary";
import { Table } from "./table";
import "./tasks.css";
import { useLoads, useStorage } from "./watching";

const TABS: readonly { readonly id: Which; readonly label: Said }[] = [
  { id: "all", label: say("All") },
  { id: "windows", label: say("Windows") },
  { id: "machines", label: say("Machines") },
];

export function App({ host }: AppProps): JSX.Element {
  const loads = useLoads(host).value;
  const storage = useStorage(host).value;
  const order = useSignal<Order>(FIRST_ORDER);
  const chosen = useSignal<string | null>(null);
  const menu = useSignal<{ readonly row: Row; readonly at: DOMPoint } | null>(null);
  const which = TABS.find((tab) => tab.id === host.state.value["which"])?.id ?? "all";
  const rows = arrange(rowsOf(which, host.windows.list.value, host.live.machines.value, loads.of), order.value);
  const current = rows.find((row) => row.id === chosen.value);
  const perform = (row: Row, matches: (id: string, shortcut?: string) => boolean): void =>
    actionsOf({ host, row })
      .find((action) => matches(action.id, action.shortcut))
      ?.perform({ host, row });
  const end = (row: Row): void => {
    const at = rows.indexOf(row);
    chosen.value = (rows[at + 1] ?? rows[at - 1])?.id ?? null; // the keyboard goes on from there
    perform(row, (_id, shortcut) => shortcut === "Delete");
  };
  return (
    <div class="tasks">
      <Summary host={host} loads={loads} storage={storage} />
      <Tabs name={t("What to show")} tabs={TABS.map(({ id, label }) => ({ id, label: tell(label) }))} current={which} onTab={(id) => host.keep({ which: id })}>
        {rows.length === 0 ? (
          <EmptyState icon={Moon} title={t("All is quiet")}>
            {t("You have no machines yet. The app Machines makes them.")}
          </EmptyState>
        ) : (
          <Table
            rows={rows}
            chosen={chosen.value}
            order={order.value}
            onOrder={(next) => (order.value = next)}
            onChoose={(id) => (chosen.value = id)}
            onOpen={(row) => perform(row, () => true)}
            onEnd={(row) => row.window && end(row)}
            onMenu={(row, at) => {
              chosen.value = row.id;
              menu.value = { row, at };
            }}
          />
        )}
      </Tabs>
      <Actions host={host} row={current} />
      {menu.value && <RowMenu host={host} {...menu.value} onClose={() => (menu.value = null)} />}
    </div>
  );
}

function Actions({ host, row }: { readonly host: Host; readonly row: Row | undefined }): JSX.Element {
  const windows = host.windows.list.value.length;
  return (
    <footer class="tasks-actions" role="toolbar" aria-label={t("Actions")}>
      {row ? (
        actionsOf({ host, row }).map((action) => (
          <Button key={action.id} icon={action.icon} look={action.danger ? "danger" : "plain"} onClick={() => action.perform({ host, row })}>
            {tell(action.label)}
          </Button>
        ))
      ) : (
        <p class="soft">{t("{count, plural, one {# window} other {# windows}}. Choose a row to see what can be done with it.", { count: windows })}</p>
      )}
    </footer>
  );
}

interface RowMenuProps {
  readonly host: Host;
  readonly row: Row;
  readonly at: DOMPoint;
  readonly onClose: () => void;
}

function RowMenu({ host, row, at, onClose }: RowMenuProps): JSX.Element {
  const items = actionsOf({ host, row }).map((action) => ({ ...action, label: tell(action.label), onSelect: () => action.perform({ host, row }) }));
  return <Menu name={row.name} anchor={at} groups={[items.filter((item) => !item.danger), items.filter((item) => item.danger)]} onClose={onClose} />;
}
