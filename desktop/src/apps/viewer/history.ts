// Steps that can be taken back. What follows in one movement (a slider that is dragged, a key that is held) is one step.

import { computed, signal } from "@preact/signals";

export class History<Value> {
  private readonly past = signal<readonly Value[]>([]);
  private readonly future = signal<readonly Value[]>([]);
  private readonly current;
  private movement: string | null = null;

  readonly now;
  readonly canUndo = computed(() => this.past.value.length > 0);
  readonly canRedo = computed(() => this.future.value.length > 0);

  constructor(first: Value) {
    this.now = this.current = signal(first);
  }

  /** `movement`: changes that say the same one after another are one step; null: this is one of its own. */
  change(next: Value, movement: string | null): void {
    if (movement === null || movement !== this.movement) this.past.value = [...this.past.peek(), this.current.peek()];
    this.movement = movement;
    this.future.value = [];
    this.current.value = next;
  }

  /** The next change is a step of its own, whatever it says. */
  rest(): void {
    this.movement = null;
  }

  undo = (): void => {
    const before = this.past.peek().at(-1);
    if (before === undefined) return;
    this.future.value = [...this.future.peek(), this.current.peek()];
    this.past.value = this.past.peek().slice(0, -1);
    this.current.value = before;
    this.movement = null;
  };

  redo = (): void => {
    const next = this.future.peek().at(-1);
    if (next === undefined) return;
    this.past.value = [...this.past.peek(), this.current.peek()];
    this.future.value = this.future.peek().slice(0, -1);
    this.current.value = next;
    this.movement = null;
  };
}
