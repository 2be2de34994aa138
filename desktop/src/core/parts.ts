// How a large file is cut into the parts in which it is sent, and which of them are still to be sent.

export interface Piece {
  readonly number: number; // from 1
  readonly start: number; // bytes
  readonly end: number; // behind its last byte
}

/** `partBytes`: how large all but the last are. */
export function cut(size: number, partBytes: number): readonly Piece[] {
  const count = Math.max(1, Math.ceil(size / partBytes));
  return Array.from({ length: count }, (_, at) => ({ number: at + 1, start: at * partBytes, end: Math.min(size, (at + 1) * partBytes) }));
}

/** Those that have not come, or not whole. */
export function missing(pieces: readonly Piece[], there: readonly { readonly number: number; readonly size: number }[]): readonly Piece[] {
  const sizes = new Map(there.map((part) => [part.number, part.size]));
  return pieces.filter(({ number, start, end }) => sizes.get(number) !== end - start);
}
