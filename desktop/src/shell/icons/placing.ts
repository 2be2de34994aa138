// Where the desktop's icons lie, apps' and files' alike, and how they are moved. A phone has a list instead.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { BY_ITSELF, freeze, isByItself, layOut, moveIcons, readArrangement, stepIcon, withPlaces, type Arrangement, type Cell, type Direction, type Grid, type Sort } from "../../core/icon-grid";
import type { Live } from "../../client/live";
import type { Size } from "../../core/geometry";
import { t } from "../../languages/say";
import { OwnValue, type OwnValuePorts } from "../own-value";

/** CSS pixels, as in icons.css. */
const CELL = { width: 96, height: 104, gap: 8, margin: 16 } as const;
const PITCH = { column: CELL.width + CELL.gap, row: CELL.height + CELL.gap } as const;

export interface Placeable {
  readonly id: string;
  readonly name: string;
}

export interface PlacingPorts extends OwnValuePorts {
  readonly screen: ReadonlySignal<Size>;
  /** In the order in which they follow one another. */
  readonly icons: (sort: Sort) => readonly Placeable[];
  /** How many of them are apps, which stand first. */
  readonly apps: () => number;
}

export class Placing {
  private readonly kept: OwnValue<Arrangement>;
  readonly arrangement: ReadonlySignal<Arrangement>;
  readonly sort: ReadonlySignal<Sort>;
  readonly byItself: ReadonlySignal<boolean>;
  readonly grid: ReadonlySignal<Grid>;
  readonly cells: ReadonlySignal<ReadonlyMap<string, Cell>>;
  /** What was done by a key, for those who do not see it. */
  readonly said = signal("");

  constructor(private readonly ports: PlacingPorts) {
    this.kept = new OwnValue(ports, "desktop.icons", readArrangement);
    this.arrangement = computed(() => this.kept.value.value ?? BY_ITSELF);
    this.sort = computed(() => this.arrangement.value.sort);
    this.byItself = computed(() => isByItself(this.arrangement.value));
    this.grid = computed(() => gridOn(ports.screen.value));
    this.cells = computed(() => layOut(ports.icons(this.sort.value).map(({ id }) => id), this.arrangement.value.places, this.grid.value, ports.apps()));
  }

  /** Be what another device has chosen, or chooses; answers how to stop. */
  follow(live: Pick<Live, "listen">): () => void {
    return this.kept.follow(live);
  }

  /** They follow one another in this order from now on. */
  arrange(sort: Sort): void {
    this.kept.set({ sort, places: {} });
  }

  /** They stay where they are. */
  hold(): void {
    this.put(freeze(this.cells.peek(), this.grid.peek()));
  }

  /** `by`: CSS pixels, towards where lines end and down. */
  drop(ids: readonly string[], by: Size): void {
    const cells = { column: Math.round(by.width / PITCH.column), row: Math.round(by.height / PITCH.row) };
    if (cells.column !== 0 || cells.row !== 0) this.put(moveIcons(this.cells.peek(), ids, cells, this.grid.peek()));
  }

  step(id: string, direction: Direction): void {
    const places = stepIcon(this.cells.peek(), id, direction, this.grid.peek());
    if (places) this.put(places);
    const cell = this.cells.peek().get(id);
    const name = this.ports.icons(this.sort.peek()).find((icon) => icon.id === id)?.name ?? "";
    if (cell) this.said.value = t("{name}: column {column}, row {row}", { name, column: cell.column + 1, row: cell.row + 1 });
  }

  /** Of an icon, for its style; read where it is drawn. */
  styleOf(id: string): { readonly insetInlineStart: string; readonly top: string } {
    const { column, row } = this.cells.value.get(id) ?? { column: 0, row: 0 };
    return { insetInlineStart: `${CELL.margin + column * PITCH.column}px`, top: `${CELL.margin + row * PITCH.row}px` };
  }

  private put(places: Arrangement["places"]): void {
    this.kept.set(withPlaces(this.arrangement.peek(), places));
  }
}

function gridOn({ width, height }: Size): Grid {
  const fitting = (length: number, pitch: number): number => Math.max(1, Math.floor((length - 2 * CELL.margin + CELL.gap) / pitch));
  return { columns: fitting(width, PITCH.column), rows: fitting(height, PITCH.row) };
}
