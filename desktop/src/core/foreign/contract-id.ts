// An entry's id as Puter's contract writes it: both have 128 bits, and one is written as the other.

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 26; // of an id without its prefix

/** Of `ent_01jd…`: a UUID. */
export function contractId(id: string): string {
  const bits = [...id.slice(-LENGTH)].reduce((sum, character) => sum * 32n + BigInt(Math.max(0, ALPHABET.indexOf(character))), 0n);
  const digits = BigInt.asUintN(128, bits).toString(16).padStart(32, "0");
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}
