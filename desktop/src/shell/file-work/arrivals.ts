// What was sent together and belongs together: whether all of it has arrived.

export class Arrivals {
  private readonly how = new Map<string, boolean>(); // of what is over for now
  private whole = false;

  /**
   * `over`: told whenever nothing is under way any more, until all has arrived: what has failed may be tried again.
   * `exact`: what was to be so large has arrived only if it is.
   */
  constructor(
    private readonly count: number,
    private readonly over: (all: boolean) => void,
    readonly exact: boolean,
  ) {}

  end(path: string, arrived: boolean): void {
    this.how.set(path, arrived);
    if (this.whole || this.how.size < this.count) return;
    this.whole = [...this.how.values()].every(Boolean);
    this.over(this.whole);
  }

  /** It is tried again. */
  again(path: string): void {
    this.how.delete(path);
  }
}
