// A sum as people write it, cut into numbers, names and signs.

import { t } from "../../languages/say";

export type Token =
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | { readonly kind: "sign"; readonly sign: string; readonly at: number }
  | { readonly kind: "end"; readonly at: number };

/** What is wrong with a sum, in words for who wrote it. `unfinished`: it may become right when more is written. */
export class SumError extends Error {
  constructor(
    message: string,
    readonly unfinished = false,
  ) {
    super(message);
    this.name = "SumError";
  }
}

const NUMBER = /(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?/iy;
const NAME = /\p{L}+/uy;
const SIGNS = "+-*/^%!()√°";
/** Signs that are written in more than one way. */
const SAME: Readonly<Record<string, string>> = { "×": "*", "·": "*", "÷": "/", ":": "/", "−": "-", "–": "-" };

/** Throws SumError. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const token = isSpace(text.charAt(at)) ? null : tokenAt(text, at);
    at += token ? token.length : 1;
    if (token) found.push(token.token);
  }
  return [...found, { kind: "end", at }];
}

const isSpace = (char: string): boolean => /\s/.test(char);

function tokenAt(text: string, at: number): { readonly token: Token; readonly length: number } {
  const number = matchAt(NUMBER, text, at);
  if (number) return { token: { kind: "number", value: Number(number.replace(",", ".")), at }, length: number.length };
  const name = matchAt(NAME, text, at);
  if (name) return { token: { kind: "name", name: name.toLowerCase(), at }, length: name.length };
  const char = text.charAt(at);
  const sign = SAME[char] ?? char;
  if (!SIGNS.includes(sign)) throw new SumError(t("“{sign}” means nothing here.", { sign: char }));
  return { token: { kind: "sign", sign, at }, length: 1 };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
