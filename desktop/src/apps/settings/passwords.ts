// Passwords for others: easy to read out, hard to guess.

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"; // 32, without what looks alike
const GROUPS = 4;
const LONG = 4;

/** `chance` fills an array with random bytes. 80 bits, such as `k3wd-9fpa-tx2m-hq7c`. */
export function suggestPassword(chance: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(GROUPS * LONG);
  chance(bytes);
  const letters = [...bytes].map((byte) => LETTERS.charAt(byte % LETTERS.length));
  return Array.from({ length: GROUPS }, (_, at) => letters.slice(at * LONG, (at + 1) * LONG).join("")).join("-");
}
