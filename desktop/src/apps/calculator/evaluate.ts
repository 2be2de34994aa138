// What a sum comes to. From the loosest to the tightest: + and -, × and ÷ (also where nothing stands between), a minus before, powers, ! % and ° after.

import { t } from "../../languages/say";
import { SumError, tokens, type Token } from "./tokens";

const FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  abs: Math.abs,
  round: Math.round,
  floor: Math.floor,
  ceil: Math.ceil,
  exp: Math.exp,
  ln: Math.log,
  log: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
};

const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, π: Math.PI, tau: 2 * Math.PI, e: Math.E };

const DEEPEST = 200; // brackets and signs in one another
const LARGEST_FACTORIAL = 170; // of more there is no number

/** `answer`: what `ans` stands for. Throws SumError. */
export function evaluate(text: string, answer = 0): number {
  return new Sum(tokens(text), answer).whole();
}

interface Part {
  readonly value: number;
  readonly percent: boolean; // it was written with %, and nothing has been done with it since
}

class Sum {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly answer: number,
  ) {}

  whole(): number {
    const { value } = this.sum();
    if (this.next().kind !== "end") throw new SumError(t(this.isSign(")") ? "A bracket is closed that was not opened." : "This cannot be read from here on."));
    if (Number.isNaN(value)) throw new SumError(t("This has no real result."));
    if (!Number.isFinite(value)) throw new SumError(t("This is larger than every number."));
    return value;
  }

  /** `200 + 10%` adds ten percent of 200, as on every desk calculator. */
  private sum(): Part {
    let left = this.product();
    while (this.isSign("+") || this.isSign("-")) {
      const sign = this.take("+") ? 1 : (this.take("-"), -1);
      const right = this.product();
      left = plain(left.value + sign * right.value * (right.percent ? left.value : 1));
    }
    return left;
  }

  private product(): Part {
    let left = this.signed();
    for (;;) {
      if (this.take("*")) left = plain(left.value * this.signed().value);
      else if (this.take("/")) left = plain(left.value / nonZero(this.signed().value));
      else if (this.begins()) left = plain(left.value * this.power().value); // 2π, 3(4 + 5)
      else return left;
    }
  }

  private signed(): Part {
    return this.deeper(() => {
      if (this.take("-")) {
        const { value, percent } = this.signed();
        return { value: -value, percent };
      }
      return this.take("+") ? this.signed() : this.power();
    });
  }

  /** From the right: 2^3^2 is 2^9; and -2^2 is -4, for the minus is looser. */
  private power(): Part {
    const base = this.after();
    return this.take("^") ? plain(base.value ** this.signed().value) : base;
  }

  private after(): Part {
    let part = plain(this.atom());
    for (;;) {
      if (this.take("!")) part = plain(factorial(part.value));
      else if (this.take("°")) part = plain((part.value * Math.PI) / 180);
      else if (this.take("%")) part = { value: part.value / 100, percent: true };
      else return part;
    }
  }

  private atom(): number {
    const token = this.next();
    this.at += 1;
    if (token.kind === "number") return token.value;
    if (token.kind === "name") return this.named(token.name);
    if (token.kind === "sign" && token.sign === "√") return Math.sqrt(this.deeper(() => this.after()).value);
    if (token.kind === "sign" && token.sign === "(") return this.bracket();
    if (token.kind === "end") throw new SumError(t("Something is missing at the end."), true);
    throw new SumError(t("“{sign}” cannot stand here.", { sign: token.sign }));
  }

  private named(name: string): number {
    const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (apply) {
      if (this.take("(")) return apply(this.bracket());
      if (this.next().kind === "end") throw new SumError(t("Write what {name} is to be taken of.", { name }), true);
      return apply(this.deeper(() => this.power()).value); // sin 30°
    }
    if (name === "ans") return this.answer;
    const constant = Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined;
    if (constant === undefined) throw new SumError(t("Nothing is called “{name}” here.", { name }), this.next().kind === "end");
    return constant;
  }

  private bracket(): number {
    const { value } = this.deeper(() => this.sum());
    if (!this.take(")") && this.next().kind !== "end") throw new SumError(t("A bracket is not closed.")); // one at the end closes itself
    return value;
  }

  private begins(): boolean {
    const { kind } = this.next();
    return kind === "number" || kind === "name" || this.isSign("(") || this.isSign("√");
  }

  private deeper<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new SumError(t("There are too many brackets in one another."));
    const result = read();
    this.depth -= 1;
    return result;
  }

  private next(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? { kind: "end", at: 0 };
  }

  private isSign(sign: string): boolean {
    const token = this.next();
    return token.kind === "sign" && token.sign === sign;
  }

  private take(sign: string): boolean {
    const there = this.isSign(sign);
    if (there) this.at += 1;
    return there;
  }
}

const plain = (value: number): Part => ({ value, percent: false });

function nonZero(value: number): number {
  if (value === 0) throw new SumError(t("Nothing can be divided by zero."));
  return value;
}

function factorial(value: number): number {
  if (!Number.isInteger(value) || value < 0) throw new SumError(t("Only whole numbers from 0 up have a factorial."));
  if (value > LARGEST_FACTORIAL) throw new SumError(t("This is larger than every number."));
  let product = 1;
  for (let factor = 2; factor <= value; factor += 1) product *= factor;
  return product;
}

const DIGITS = 12; // of the 15 that are exact, so that 0.1 + 0.2 is 0.3

/** As the same number can be written again. */
export function format(value: number): string {
  const rounded = Number(value.toPrecision(DIGITS));
  if (rounded === 0) return "0";
  const large = Math.abs(rounded);
  return large >= 1e15 || large < 1e-6 ? rounded.toExponential().replace("e+", "e") : String(rounded);
}
