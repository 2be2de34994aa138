import { describe, expect, it } from "vitest";
import { linesOf, stepOf, type Branch } from "./tree";

const directory = (ref: string): Branch => ({ ref, name: ref.split("/").at(-1) ?? "", directory: true });
const file = (ref: string): Branch => ({ ...directory(ref), directory: false });
const HELD = new Map([
  ["/", [directory("/etc"), directory("/home"), file("/motd")]],
  ["/etc", [directory("/etc/ssl"), file("/etc/hosts")]],
  ["/home", []],
]);
const shown = (...open: string[]) => linesOf("/", HELD, new Set(open));

describe("the lines of a tree", () => {
  it("are what is open, each with its place among its siblings", () => {
    expect(shown("/etc", "/etc/ssl", "/motd").map(({ ref, level, open, position, of }) => [ref, level, open, position, of])).toEqual([
      ["/etc", 1, true, 1, 3],
      ["/etc/ssl", 2, true, 1, 2],
      ["/etc/hosts", 2, false, 2, 2],
      ["/home", 1, false, 2, 3],
      ["/motd", 1, false, 3, 3],
    ]);
  });

  it("leave out what lies in what is closed", () => {
    expect(shown("/etc/ssl").map((line) => line.ref)).toEqual(["/etc", "/home", "/motd"]);
  });

  it("are none of a directory that was not read", () => {
    expect(linesOf("/root", HELD, new Set())).toEqual([]);
  });
});

describe("a key in a tree", () => {
  it.each([
    ["ArrowDown", null, "focus /etc"],
    ["ArrowDown", "/etc", "focus /etc/ssl"],
    ["ArrowDown", "/motd", "focus /motd"],
    ["ArrowUp", "/home", "focus /etc/hosts"],
    ["ArrowUp", "/etc", "focus /etc"],
    ["Home", "/motd", "focus /etc"],
    ["End", "/etc", "focus /motd"],
    ["ArrowRight", "/etc", "focus /etc/ssl"],
    ["ArrowRight", "/home", "open /home"],
    ["ArrowRight", "/motd", null],
    ["ArrowLeft", "/etc", "close /etc"],
    ["ArrowLeft", "/etc/hosts", "focus /etc"],
    ["ArrowLeft", "/motd", null],
    ["Enter", "/motd", "enter /motd"],
    [" ", "/home", "open /home"],
    ["Enter", "/etc", "close /etc"],
    ["Enter", null, null],
    ["h", "/etc", "focus /etc/hosts"],
    ["H", "/etc/hosts", "focus /home"],
    ["x", "/etc", null],
    ["Tab", "/etc", null],
  ])("%s at %s: %s", (key, focus, expected) => {
    const step = stepOf(shown("/etc"), focus, key);
    expect(step && `${step.to} ${step.ref}`).toBe(expected);
  });

  it("goes into no open directory that holds nothing", () => {
    expect(stepOf(shown("/home"), "/home", "ArrowRight")).toBe(null);
  });
});
