// The table: a grid whose rows are walked with the arrow keys, and whose heads put it in order.

import { ArrowDown, ArrowUp } from "lucide-preact";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatBytes, formatPercent } from "../../core/units";
import { say, t, tell, type Said } from "../../languages/say";
import { AppIcon } from "../../shell/app-icon";
import { StateMark } from "../../shell/state-mark";
import { orderBy, type Column, type Order, type Row } from "./rows";

const COLUMNS: readonly { readonly id: Column; readonly label: Said; readonly figure?: boolean }[] = [
  { id: "name", label: say("Name") },
  { id: "kind", label: say("Kind") },
  { id: "state", label: say("State") },
  { id: "workspace", label: say("Workspace") },
  { id: "cpu", label: say("Processor"), figure: true },
  { id: "memory", label: say("Memory"), figure: true },
  { id: "disk", label: say("Disk"), figure: true },
];

export interface TableProps {
  readonly rows: readonly Row[];
  readonly chosen: string | null;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly onChoose: (id: string) => void;
  readonly onOpen: (row: Row) => void;
  readonly onEnd: (row: Row) => void;
  readonly onMenu: (row: Row, at: DOMPoint) => void;
}

export function Table(props: TableProps): JSX.Element {
  const { rows, chosen, order } = props;
  const placed = rows.some((row) => row.workspace !== null); // there is something to tell apart
  const body = useRef<HTMLTableSectionElement>(null);
  const stop = rows.some((row) => row.id === chosen) ? chosen : rows[0]?.id; // where Tab comes in
  const held = useRef(false); // the keyboard is in a row
  useLayoutEffect(() => {
    if (held.current && document.activeElement === document.body) rowElement(body.current, stop)?.focus(); // the row that had it is gone
  }, [stop]);
  const walk = (event: KeyboardEvent, row: Row): void => {
    const at = rows.indexOf(row);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const there = next === undefined ? undefined : rows[next];
    if (there) {
      props.onChoose(there.id);
      rowElement(body.current, there.id)?.focus();
    } else if (event.key === "Enter") props.onOpen(row);
    else if (event.key === "Delete") props.onEnd(row);
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      const { left, bottom } = (event.currentTarget as Element).getBoundingClientRect();
      props.onMenu(row, new DOMPoint(left + 48, bottom));
    } else return;
    event.preventDefault();
  };
  return (
    <table role="grid" aria-label={t("Windows and machines")} class="tasks-table">
      <thead>
        <tr>
          {COLUMNS.filter(({ id }) => placed || id !== "workspace").map((column) => (
            <Head key={column.id} {...column} order={order} onOrder={props.onOrder} />
          ))}
        </tr>
      </thead>
      <tbody ref={body} onFocusCapture={() => (held.current = true)} onBlurCapture={(event) => (held.current = event.relatedTarget === null)}>
        {rows.map((row) => (
          <tr
            key={row.id}
            data-row={row.id}
            aria-selected={row.id === chosen}
            tabIndex={row.id === stop ? 0 : -1}
            onClick={() => props.onChoose(row.id)}
            onDblClick={() => props.onOpen(row)}
            onKeyDown={(event) => walk(event, row)}
            onContextMenu={(event) => {
              event.preventDefault();
              props.onMenu(row, new DOMPoint(event.clientX, event.clientY));
            }}
          >
            <Cells row={row} placed={placed} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowElement(body: HTMLElement | null, id: string | null | undefined): HTMLElement | null {
  return body?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id ?? "")}"]`) ?? null;
}

interface HeadProps {
  readonly id: Column;
  readonly label: Said;
  readonly figure?: boolean;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

function Head({ id, label, figure, order, onOrder }: HeadProps): JSX.Element {
  const mine = order.by === id;
  const Sign = order.descending ? ArrowDown : ArrowUp;
  return (
    <th scope="col" class={`${id} ${figure ? "figure" : ""}`} aria-sort={mine ? (order.descending ? "descending" : "ascending") : "none"}>
      <button type="button" onClick={() => onOrder(orderBy(order, id))}>
        {tell(label)}
        {mine && <Sign size={12} aria-hidden />}
      </button>
    </th>
  );
}

function Cells({ row, placed }: { readonly row: Row; readonly placed: boolean }): JSX.Element {
  return (
    <>
      <th scope="row" class="name">
        <span class="what">
          {row.window ? <AppIcon app={row.window.app} size={22} /> : <span class="mark-box">{row.machine && <StateMark state={row.machine.state} />}</span>}
          <span class="title">{row.name}</span>
        </span>
      </th>
      <td class="kind">{row.kind}</td>
      <td class="state">{row.state}</td>
      {placed && <td class="workspace">{row.workspace}</td>}
      <td class="figure cpu">{figure(row.cpu, formatPercent)}</td>
      <td class="figure memory">{figure(row.memory, formatBytes)}</td>
      <td class="figure disk">{figure(row.disk, formatBytes)}</td>
    </>
  );
}

function figure(value: number | null, format: (value: number) => string): JSX.Element | string {
  return value === null ? <span class="soft">–</span> : format(value);
}
