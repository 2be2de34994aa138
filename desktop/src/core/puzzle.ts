// The puzzle that sign-up may set, which costs a program time and a person nothing: a number such that the SHA-256 of `CHALLENGE:NUMBER` begins with so many zeros.

import { sha256 } from "./sha256";

const AT_ONCE = 4000; // tries between two pauses: a few milliseconds

/** `CHALLENGE:NUMBER`. `bits`: at most 32. `pause` lets the page draw and hear in between. */
export async function solve(challenge: string, bits: number, pause: () => Promise<void>): Promise<string> {
  for (let number = 0; ; number++) {
    const answer = `${challenge}:${number}`;
    if (Math.clz32(sha256(answer)[0]!) >= bits) return answer;
    if (number % AT_ONCE === AT_ONCE - 1) await pause();
  }
}
