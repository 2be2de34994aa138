// Reading what a stranger sent. Whatever is not as it should be is refused by throwing Unreadable; nothing is believed because of its type alone.

export class Unreadable extends Error {}

export type Fields = Readonly<Record<string, unknown>>;

const MOST_PIECES = 5000; // values in a parcel
const MOST_TEXT = 1024 * 1024; // characters in all of its texts
const DEEPEST = 24;

export function record(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable("not an object");
  return value as Fields;
}

/** An object, or nothing said. */
export const recordOr = (value: unknown): Fields => (value === undefined || value === null ? {} : record(value));

export function text(value: unknown, most: number): string {
  if (typeof value !== "string" || value.length > most) throw new Unreadable(`not a text of at most ${most} characters`);
  return value;
}

/** A text; what programs give in its place (numbers, nothing) as one. */
export function textOr(value: unknown, most: number, missing = ""): string {
  if (value === undefined || value === null) return missing;
  return text(typeof value === "number" || typeof value === "boolean" ? String(value) : value, most);
}

export function number(value: unknown): number {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof read !== "number" || !Number.isFinite(read) || Math.abs(read) > 1e6) throw new Unreadable("not a number");
  return read;
}

export const numberOr = (value: unknown, missing: number | null): number | null => (value === undefined || value === null ? missing : number(value));

/** A number by which the other side knows something of its own. */
export function handle(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Unreadable("not a number of a message");
  return value;
}

export function list(value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new Unreadable(`not a list of at most ${most}`);
  return value;
}

/** Anything that is passed on as it is, if it is no larger than what is passed on. What is counted is plain data; other things that a message can hold are one piece each. */
export function parcel(value: unknown): unknown {
  let pieces = 0;
  let characters = 0;
  const weigh = (part: unknown, depth: number): void => {
    pieces += 1;
    if (typeof part === "string") characters += part.length;
    if (pieces > MOST_PIECES || characters > MOST_TEXT || depth > DEEPEST) throw new Unreadable("too large");
    if (Array.isArray(part)) part.forEach((one) => weigh(one, depth + 1));
    else if (isPlain(part)) Object.entries(part).forEach(([key, one]) => weigh(((characters += key.length), one), depth + 1));
  };
  weigh(value, 0);
  return value;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Object]";
}
