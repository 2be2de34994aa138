import { describe, expect, it } from "vitest";
import { adopt, meet, readKept, readWritten, withMark, writeKept, type Meeting } from "./keeping";
import { EMPTY_DESK, focusWindow, openWindow, type Desk } from "./windows";
import { addWorkspace, showWorkspace } from "./workspaces";

const screen = { width: 1000, height: 700 };
const apps = new Set(["one", "two", "three"]);

function deskOf(...names: string[]): Desk {
  return names.reduce((desk, app) => openWindow(desk, { app, title: app, size: { width: 400, height: 300 } }, screen), EMPTY_DESK);
}

describe("what the browser keeps", () => {
  it("is read as it was written", () => {
    const kept = { marks: ["a", "b"], desk: deskOf("one", "two") };
    expect(readKept(writeKept(kept), apps)).toEqual(kept);
  });

  it.each([null, "", "7", "{", "[]", "null", '{"marks":3,"desk":{}}'])("is nothing in %s", (text) => {
    expect(readKept(text, apps)).toEqual({ marks: [], desk: EMPTY_DESK });
  });

  it("knows what has arrived however often a writing fails", () => {
    const marks = "bcdefghijklmnopq".split("").reduce<readonly string[]>(withMark, ["a"]);
    expect([marks[0], marks.at(-1), marks.length]).toEqual(["a", "q", 9]);
    expect(withMark([], "a")).toEqual(["a"]);
  });
});

it.each([null, 7, "text", {}, { mark: 1, desk: "" }, { mark: "a" }])("finds no desk in %s of the server", (value) => {
  expect(readWritten(value)).toBeNull();
});

it.each<[string, readonly string[], string | null, Meeting]>([
  ["nothing there yet", [], null, "send"],
  ["a new device", [], "a", "adopt"],
  ["a reload", ["a", "b"], "b", "same"],
  ["a writing that did not arrive", ["a", "b"], "a", "send"],
  ["another device wrote", ["a", "b"], "c", "adopt"],
])("%s", (_what, marks, mark, wanted) => {
  expect(meet(marks, mark === null ? null : { mark, desk: "" })).toBe(wanted);
});

it("adopts windows as new ones, in their order, and keeps what was opened meanwhile in front", () => {
  const other = focusWindow(deskOf("two", "three"), 1);
  const adopted = adopt(deskOf("one", "one"), other, 2);
  expect(adopted.windows.map(({ id, app }) => [id, app])).toEqual([
    [4, "three"],
    [3, "two"],
    [2, "one"],
  ]);
  expect(adopted.nextId).toBe(5);
});

it("adopts workspaces too, and what was opened meanwhile lies on the one that is looked at there", () => {
  const other = showWorkspace(addWorkspace(deskOf("two")), 2);
  const adopted = adopt(deskOf("one", "one"), other, 2);
  expect([adopted.workspaces, adopted.current]).toEqual([other.workspaces, 2]);
  expect(adopted.windows.map(({ id, workspace }) => [id, workspace])).toEqual([
    [3, 1],
    [2, 2],
  ]);
});
