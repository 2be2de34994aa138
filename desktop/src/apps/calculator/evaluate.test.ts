import { describe, expect, it } from "vitest";
import { evaluate, format } from "./evaluate";
import { SumError } from "./tokens";

it.each([
  ["1 + 2 * 3", "7"],
  ["(1 + 2) × 3", "9"],
  ["10 ÷ 4 − 1", "1.5"],
  ["8 / 2 / 2", "2"],
  ["2^3^2", "512"],
  ["-2^2", "-4"],
  ["2^-1", "0.5"],
  ["--3", "3"],
  ["0.1 + 0.2", "0.3"],
  [".5 + 1,5", "2"],
  ["1.5e3", "1500"],
  ["2e", "5.43656365692"], // 2 times e, for there is no exponent
  ["2π", "6.28318530718"],
  ["3(4 + 5)", "27"],
  ["(1 + 1)(2 + 2)", "8"],
  ["6 / 2(3)", "9"], // from left to right
  ["√16 + 1", "5"],
  ["sqrt(2)^2", "2"],
  ["sin 30°", "0.5"],
  ["cos(0) + ln e + log 1000", "5"],
  ["5!", "120"],
  ["-3!", "-6"],
  ["200 + 10%", "220"],
  ["200 − 10%", "180"],
  ["200 * 10%", "20"],
  ["50%", "0.5"],
  ["100 + 10% * 2", "100.2"], // no percent of anything any more
  ["ans * 2", "84"],
  ["(1 + 2", "3"],
  ["round(2.5) + abs(-1)", "4"],
  ["PI", "3.14159265359"],
])("%s is %s", (text, result) => {
  expect(format(evaluate(text, 42))).toBe(result);
});

it.each([
  ["", "Something is missing at the end.", true],
  ["1 +", "Something is missing at the end.", true],
  ["si", "Nothing is called “si” here.", true],
  ["sin", "Write what sin is to be taken of.", true],
  ["1 / 0", "Nothing can be divided by zero.", false],
  ["* 2", "“*” cannot stand here.", false],
  ["1)", "A bracket is closed that was not opened.", false],
  ["sqrt(-1)", "This has no real result.", false],
  ["10^400", "This is larger than every number.", false],
  ["171!", "This is larger than every number.", false],
  ["1.5!", "Only whole numbers from 0 up have a factorial.", false],
  ["2 & 3", "“&” means nothing here.", false],
  ["constructor(1)", "Nothing is called “constructor” here.", false],
  ["(".repeat(5000), "There are too many brackets in one another.", false],
  ["-".repeat(5000) + "1", "There are too many brackets in one another.", false],
])("says what is wrong with %s", (text, message, unfinished) => {
  const wrong = (): number => evaluate(text);
  expect(wrong).toThrow(SumError);
  expect(wrong).toThrow(message);
  try {
    wrong();
  } catch (reason) {
    expect((reason as SumError).unfinished).toBe(unfinished);
  }
});

describe("a result", () => {
  it.each([
    [-0, "0"],
    [1e15, "1e15"],
    [123456789012, "123456789012"],
    [1 / 3, "0.333333333333"],
    [1e-7, "1e-7"],
    [-2.5e-20, "-2.5e-20"],
  ])("%d is written %s and is read again", (value, text) => {
    expect(format(value)).toBe(text);
    expect(format(evaluate(text))).toBe(text);
  });
});
