import { expect, it } from "vitest";
import { Peek } from "./peek";

/** A peek and its time, which passes when it is told to. */
function peek(): { readonly peek: Peek; readonly pass: () => number | null } {
  let waiting: { readonly milliseconds: number; readonly run: () => void } | null = null;
  const made = new Peek((milliseconds, run) => {
    const timer = { milliseconds, run };
    waiting = timer;
    return () => {
      if (waiting === timer) waiting = null;
    };
  });
  const pass = (): number | null => {
    const due = waiting;
    waiting = null;
    due?.run();
    return due?.milliseconds ?? null;
  };
  return { peek: made, pass };
}

it("shows the windows of an app after a while, of its neighbour at once, and none a moment after all are left", () => {
  const { peek: one, pass } = peek();
  one.come("files");
  expect(one.peeked.value).toBeNull();
  const first = pass() ?? 0;
  expect(one.peeked.value).toEqual({ app: "files", held: false });
  one.leave();
  one.come("editor");
  expect(pass()).toBeLessThan(first);
  expect(one.peeked.value?.app).toBe("editor");
  one.leave();
  expect(one.peeked.value?.app).toBe("editor");
  pass();
  expect(one.peeked.value).toBeNull();
});

it("stays while somebody is at what is shown, or has come back", () => {
  const { peek: one, pass } = peek();
  for (const come of [() => one.stay(), () => one.come("files")]) {
    one.come("files");
    pass();
    one.leave();
    come();
    expect(pass()).toBeNull();
    expect(one.peeked.value?.app).toBe("files");
  }
});

it("is held when it was asked for, whoever comes and goes, until it is closed", () => {
  const { peek: one, pass } = peek();
  one.hold("files");
  one.leave();
  one.come("editor");
  expect(pass()).toBeNull();
  expect(one.peeked.value).toEqual({ app: "files", held: true });
  one.close();
  expect(one.peeked.value).toBeNull();
});

it("shows nothing of what was left before its time", () => {
  const { peek: one, pass } = peek();
  one.come("files");
  one.close();
  expect(pass()).toBeNull();
  expect(one.peeked.value).toBeNull();
});
