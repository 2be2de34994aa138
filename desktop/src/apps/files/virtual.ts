// Which part of a long list is drawn: only what is on the screen and a little around it.

export interface Part {
  readonly first: number; // of the items
  readonly end: number; // behind the last one
  readonly above: number; // pixels that stand for what is not drawn
  readonly height: number; // pixels of all
}

const AROUND = 240; // pixels above and below what is seen

export interface Measures {
  readonly count: number;
  readonly columns: number;
  readonly rowHeight: number;
  readonly top: number; // how far it is scrolled
  readonly height: number; // how much is seen
}

export function partOf({ count, columns, rowHeight, top, height }: Measures): Part {
  const rows = Math.ceil(count / columns);
  const around = Math.ceil(AROUND / rowHeight);
  const first = Math.max(0, Math.min(rows, Math.floor(top / rowHeight) - around));
  const end = Math.min(rows, Math.ceil((top + height) / rowHeight) + around);
  return { first: first * columns, end: Math.min(count, end * columns), above: first * rowHeight, height: rows * rowHeight };
}

/** How far to scroll so that this item is seen; the same where it is. */
export function reveal(at: number, { columns, rowHeight, top, height }: Measures): number {
  const begin = Math.floor(at / columns) * rowHeight;
  if (begin < top) return begin;
  return begin + rowHeight > top + height ? begin + rowHeight - height : top;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The items that a box touches, where each has an equal share of the width. */
export function touched({ left, top, width, height }: Box, { count, columns, rowHeight }: Measures, wide: number): readonly number[] {
  const share = wide / columns;
  const rows = [Math.max(0, Math.floor(top / rowHeight)), Math.floor((top + height) / rowHeight)] as const;
  const across = [Math.max(0, Math.floor(left / share)), Math.min(columns - 1, Math.floor((left + width) / share))] as const;
  const found: number[] = [];
  for (let row = rows[0]; row <= rows[1]; row += 1) {
    for (let column = across[0]; column <= across[1]; column += 1) {
      const at = row * columns + column;
      if (at < count) found.push(at);
    }
  }
  return found;
}
