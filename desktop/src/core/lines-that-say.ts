// Lines of a text in which something is said, in capitals or not.

export interface SaidLine {
  readonly line: number; // from 1
  readonly text: string;
}

const MOST_LINES = 50; // of one text
const MOST_CHARACTERS = 240; // of one line

export function linesThatSay(text: string, wanted: string): readonly SaidLine[] {
  const sought = wanted.toLocaleLowerCase();
  const found: SaidLine[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const place = line.toLocaleLowerCase().indexOf(sought);
    if (place >= 0) found.push({ line: at + 1, text: around(line, place) });
    if (found.length === MOST_LINES) break;
  }
  return found;
}

/** A line that is too long begins shortly before what was found in it. */
export function around(line: string, place: number): string {
  const from = line.length > MOST_CHARACTERS && place > 40 ? place - 40 : 0;
  return `${from > 0 ? "…" : ""}${line.slice(from, from + MOST_CHARACTERS).trim()}`;
}
