// What can be done with a row: read by the buttons, the menu and the keys.

import { Eye, Server, SquareTerminal, X, type LucideIcon } from "lucide-preact";
import { available, type Action } from "../../core/actions";
import { isUsable } from "../../core/thermal";
import { say, type Said } from "../../languages/say";
import type { Host } from "../../shell/app";
import { MACHINE_ORDERS } from "../../shell/machine-orders";
import type { Row } from "./rows";

export interface Doing {
  readonly host: Host;
  readonly row: Row;
}

export interface RowAction extends Action<Doing> {
  readonly label: Said;
  readonly icon: LucideIcon;
}

const ofApp = ({ host, row }: Doing) => host.windows.list.value.filter((window) => window.app.id === row.window?.app.id);

const ORDERS: readonly RowAction[] = MACHINE_ORDERS.map((order) => {
  const context = ({ host, row }: Doing) => row.machine && { machine: row.machine, api: host.api, live: host.live, notify: host.notify };
  return {
    id: order.id,
    label: order.label,
    icon: order.icon,
    danger: order.danger ?? false,
    when: (doing) => {
      const known = context(doing);
      return known !== undefined && order.when?.(known) === true;
    },
    perform: (doing) => {
      const known = context(doing);
      if (known) order.perform(known);
    },
  };
});

/** The first is what opening the row does; the one with the shortcut Delete ends it. */
const ACTIONS: readonly RowAction[] = [
  { id: "show", label: say("Show"), icon: Eye, when: ({ row }) => row.window !== undefined, perform: ({ host, row }) => row.window && host.windows.focus(row.window.id) },
  { id: "close", label: say("Close"), icon: X, shortcut: "Delete", when: ({ row }) => row.window !== undefined, perform: ({ host, row }) => row.window && host.windows.close(row.window.id) },
  {
    id: "close-all",
    label: say("Close all of this app"),
    icon: X,
    when: (doing) => ofApp(doing).length > 1,
    perform: (doing) => ofApp(doing).forEach(({ id }) => doing.host.windows.close(id)),
  },
  { id: "open", label: say("Open"), icon: Server, when: ({ row }) => row.machine !== undefined, perform: ({ host, row }) => host.open("machines", { machine: row.machine?.id }) },
  {
    id: "terminal",
    label: say("Terminal"),
    icon: SquareTerminal,
    when: ({ row }) => row.machine !== undefined && isUsable(row.machine.state),
    perform: ({ host, row }) => host.open("terminal", { machine: row.machine?.id }),
  },
  ...ORDERS,
];

export const actionsOf = (doing: Doing): readonly RowAction[] => available(ACTIONS, doing);
