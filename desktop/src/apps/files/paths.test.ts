import { describe, expect, it } from "vitest";
import { parentOf } from "../../core/file-paths";
import { crumbs, nameOf, typedPath } from "./paths";

describe("paths", () => {
  it("are crumbs from the root of a tree", () => {
    expect(crumbs("/ann/Documents/x", "/ann").map((crumb) => crumb.name)).toEqual(["Home", "Documents", "x"]);
    expect(crumbs("/ben/Public", "/ann")).toEqual([
      { name: "ben", path: "/ben" },
      { name: "Public", path: "/ben/Public" },
    ]);
    expect(nameOf("/ann", "/ann")).toBe("Home");
  });

  it("end at the root", () => {
    expect(parentOf("/ann/Documents")).toBe("/ann");
    expect(parentOf("/ann")).toBeNull();
  });

  it.each([
    ["~/Music", "/ann/Music"],
    ["notes/old", "/ann/Documents/notes/old"],
    ["..", "/ann"],
    ["../../../..", "/ann"],
    [" /ben/Public/ ", "/ben/Public"],
    ["./a//b", "/ann/Documents/a/b"],
  ])("may be typed: %s", (typed, path) => {
    expect(typedPath(typed, "/ann/Documents", "/ann")).toBe(path);
  });
});
