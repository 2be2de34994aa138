// SHA-256 (FIPS 180-4) of plain text: browsers have their own only for pages that came over HTTPS, and an Ingle at home is reached without.

const K = constants();
const FIRST = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/** The digest as eight words of 32 bits. `text`: ASCII. */
export function sha256(text: string): Uint32Array {
  const blocks = padded(text);
  const state = Uint32Array.from(FIRST);
  const schedule = new Uint32Array(64);
  for (let at = 0; at < blocks.length; at += 16) mix(state, schedule, blocks, at);
  return state;
}

/** Blocks of 16 words: the text, a one, zeros, and its length in bits. */
function padded(text: string): Uint32Array {
  const words = new Uint32Array((((text.length + 8) >> 6) + 1) * 16);
  for (let at = 0; at < text.length; at++) words[at >> 2]! |= text.charCodeAt(at) << (24 - (at % 4) * 8);
  words[text.length >> 2]! |= 0x80 << (24 - (text.length % 4) * 8);
  words[words.length - 1] = text.length * 8;
  return words;
}

function mix(state: Uint32Array, w: Uint32Array, blocks: Uint32Array, from: number): void {
  for (let t = 0; t < 16; t++) w[t] = blocks[from + t]!;
  for (let t = 16; t < 64; t++) {
    const s0 = turn(w[t - 15]!, 7) ^ turn(w[t - 15]!, 18) ^ (w[t - 15]! >>> 3);
    const s1 = turn(w[t - 2]!, 17) ^ turn(w[t - 2]!, 19) ^ (w[t - 2]! >>> 10);
    w[t] = w[t - 16]! + s0 + w[t - 7]! + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at]! += word));
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The first 32 bits behind the point of the cube roots of the first 64 primes. */
function constants(): Uint32Array {
  const found: number[] = [];
  for (let n = 2; found.length < 64; n++) {
    if (isPrime(n)) found.push(Math.floor((Math.cbrt(n) % 1) * 2 ** 32));
  }
  return Uint32Array.from(found);
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}
