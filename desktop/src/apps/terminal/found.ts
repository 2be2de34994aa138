// Which of how many matches is shown.

export interface Found {
  readonly at: number; // 1 is the topmost; 0: not known
  readonly count: number;
  readonly more: boolean; // there are more than are counted
}

/** `index`: from 0; -1 where too many are there, or none. */
export function found(index: number, count: number, most: number): Found {
  return { at: index + 1, count: Math.min(count, most), more: count >= most };
}
