// The smaller rooms of core: keymap, actions, backoff, entities, words, units, reports.

import { describe, expect, it } from "vitest";
import { actionFor, available, type Action } from "./actions";
import { retryDelay } from "./backoff";
import { applied, upsert, without } from "./entities";
import { matches } from "./keymap";
import { isFocusReport, isReport } from "./reports";
import { formatBytes, formatDuration } from "./units";
import { joinWords, splitWords, UnclosedQuoteError } from "./words";

const press = { key: "n", code: "KeyN", altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

describe("keymap", () => {
  it("goes by the place of a letter and by exactly these modifiers", () => {
    const shifted = { ...press, key: "˜", altKey: true, shiftKey: true };
    expect(matches("Alt+Shift+N", shifted)).toBe(true);
    expect(matches("Alt+N", shifted)).toBe(false);
    expect(matches("Alt+Shift+M", shifted)).toBe(false);
    expect(matches("Alt+Shift+1", { ...shifted, key: "!", code: "Digit1" })).toBe(true);
    expect(matches("Escape", { ...press, key: "Escape", code: "Escape" })).toBe(true);
  });
});

describe("actions", () => {
  const actions: readonly Action<{ open: boolean }>[] = [
    { id: "close", label: "Close", shortcut: "N", when: (context) => context.open, perform: () => undefined },
    { id: "new", label: "New", perform: () => undefined },
  ];

  it("are offered only when they can be done", () => {
    expect(available(actions, { open: false }).map((action) => action.id)).toEqual(["new"]);
    expect(actionFor(actions, press, { open: true })?.id).toBe("close");
    expect(actionFor(actions, press, { open: false })).toBeUndefined();
  });
});

it("waits longer each time, within a limit", () => {
  const delays = [0, 1, 2, 3, 50].map((attempt) => retryDelay(attempt, 0.999));
  expect([...delays].sort((one, other) => one - other)).toEqual(delays);
  expect(delays.at(-1)).toBeLessThanOrEqual(10_000);
});

it("keeps the places of things in a list", () => {
  const list = [{ id: "a", n: 1 }, { id: "b", n: 1 }];
  expect(upsert(list, { id: "a", n: 2 })).toEqual([{ id: "a", n: 2 }, { id: "b", n: 1 }]);
  expect(upsert(list, { id: "c", n: 1 }).map((one) => one.id)).toEqual(["a", "b", "c"]);
  expect(without(list, "a")).toEqual([{ id: "b", n: 1 }]);
  expect(without(list, "z")).toBe(list);
  expect(applied(list, new Map([["z", null]]))).toBe(list);
  expect(applied(list, new Map([["a", null], ["b", { id: "b", n: 5 }], ["c", { id: "c", n: 1 }]]))).toEqual([{ id: "b", n: 5 }, { id: "c", n: 1 }]);
});

describe("words", () => {
  it.each<[string, string[]]>([
    ["", []],
    ["  sleep  infinity ", ["sleep", "infinity"]],
    [`sh -c 'echo "a  b" $x'`, ["sh", "-c", 'echo "a  b" $x']],
    [`a\\ b "c\\"d" ''`, ["a b", 'c"d', ""]],
    [`x='1 2'y`, ["x=1 2y"]],
  ])("splits %s", (line, words) => {
    expect(splitWords(line)).toEqual(words);
    expect(splitWords(joinWords(words))).toEqual(words);
  });

  it("refuses an open quote", () => {
    expect(() => splitWords("echo 'a")).toThrow(UnclosedQuoteError);
  });
});

it("formats quantities for people", () => {
  expect([0, 512, 1536, 512 * 1024 ** 2, 1.25 * 1024 ** 3].map(formatBytes)).toEqual(["0 B", "512 B", "1.5 KiB", "512 MiB", "1.3 GiB"]);
  expect([0, 59, 61, 3600, 12_000, 90_000].map(formatDuration)).toEqual(["0 s", "59 s", "1 min", "1 h", "3 h 20 min", "1 d 1 h"]);
});

it("knows a terminal's own answers from what a person types", () => {
  const reports = ["\x1b[?1;2c", "\x1b[>0;276;0c", "\x1b[12;40R", "\x1b]11;rgb:1717/1111/0f0f\x1b\\", "\x1b[?2004;1$y", "\x1b[0n"];
  expect(reports.filter((text) => !isReport(text))).toEqual([]);
  expect(["\x1b[I", "\x1b[O", "\x1b[A", "I"].filter(isFocusReport)).toEqual(["\x1b[I", "\x1b[O"]);
  expect(["a", "\r", "\x1b[A", "\x1b", "ls -la\r", "\x03", "\x1b[1;5C"].filter(isReport)).toEqual([]);
});
